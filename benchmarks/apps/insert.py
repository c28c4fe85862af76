"""Writes one row for each form it is sent, durably, and says thank you. `BARE_DATABASE` is where; `preparing` makes it."""

import os
import sqlite3
import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
from flask import Flask, request

app = Flask(__name__)
_URL = os.environ.get("BARE_DATABASE", "")
_own = threading.local()


@app.post("/sign")
def sign() -> str:
    """Write the row, and answer when it is on the disk."""
    row = (request.form["name"], request.form["email"], datetime.now(UTC))
    if _URL.startswith("sqlite"):
        statement = "INSERT INTO signatures (name, email, created_at) VALUES (?, ?, ?)"
        _sqlite().execute(statement, (*row[:2], row[2].isoformat()))
    else:
        _postgresql().execute("INSERT INTO signatures (name, email, created_at) VALUES (%s, %s, %s)", row)
    return "Thank you"


def preparing(url: str) -> list[str]:
    """Return the statements that make the table in the database at `url`."""
    is_file = url.startswith("sqlite")
    key = "INTEGER PRIMARY KEY" if is_file else "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    instant = "TEXT" if is_file else "TIMESTAMPTZ"
    columns = f"id {key}, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, created_at {instant} NOT NULL"
    # The mode stays with the file; two connections that set it at the same time would be in each other's way.
    mode = ["PRAGMA journal_mode=WAL"] if is_file else []
    return [*mode, f"CREATE TABLE signatures ({columns})"]


def _sqlite() -> sqlite3.Connection:
    # Without BEGIN each statement is a transaction of its own, which takes the write lock at once.
    if not hasattr(_own, "connection"):
        _own.connection = sqlite3.connect(_URL.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("busy_timeout=30000", "synchronous=FULL"):
            _own.connection.execute(f"PRAGMA {pragma}")
    found: sqlite3.Connection = _own.connection
    return found


def _postgresql() -> psycopg.Connection[Any]:
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(_URL, autocommit=True)
    found: psycopg.Connection[Any] = _own.connection
    return found
