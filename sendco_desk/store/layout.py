"""What stands where in a notebook's folder."""

DATABASE = "notebook.db"
OPENER = "notebook.sendco-open"
OPENER_TEXT = b"Double-click this file to open the notebook in this folder with SENDCo Desk.\r\n"
BACKUPS = "backups"
BACKUP_LIST = "backup.json"
