"""How many pages a finished PDF has, as the record of a submission says it."""

from pathlib import Path

import pikepdf

from sendco_desk.domain.refusals import Refused, Trouble


def pages_of(path: Path, password: str = "") -> int:
    """Pages of a PDF that stands somewhere. Raises Refused where it is none, is damaged, or is locked by another password."""
    try:
        with pikepdf.open(path, password=password) as pdf:
            return len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Refused("The pack is locked, and that password does not open it. Give the right password.", field="password") from error
    except pikepdf.PdfError as error:
        raise Refused("The file is damaged or is not a PDF. Choose the file that was sent.", field="pack") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Refused("There is no such pack. Check its name and folder.", field="pack") from error
    except OSError as error:
        raise Trouble("The pack could not be read. It may be open in another program, or on a drive that is not there.") from error
