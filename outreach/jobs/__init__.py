"""The job engine (Huey on SQLite, PostgreSQL or Redis), its schedule, and the sweep that finds rows the engine forgot."""
