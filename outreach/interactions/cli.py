"""`outreach interactions`: the group of commands about the log; the imports slice adds its way in."""

from flask.cli import AppGroup

cli = AppGroup("interactions", help="The log of what passed with contacts.")
