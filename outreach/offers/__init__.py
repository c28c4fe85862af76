"""Offers of help from the petition page. Uses petitions and contacts."""
