"""The pages of petitions: public ones, and those of the desk."""
