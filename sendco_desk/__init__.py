"""SENDCo Desk: the offline, encrypted notebook of an English school's SENDCo."""

__version__ = "0.1.0"
