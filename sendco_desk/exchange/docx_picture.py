"""A photograph for a Word document: upright, on white, no larger than print needs, without the camera's and the place's details."""

import io

from sendco_desk.domain.refusals import Refused

LARGEST = 1600
_PIXELS = 100_000_000
_QUALITY = 88


def picture_for_word(content: bytes) -> bytes:
    """The picture as a JPEG. Raises Refused where it is damaged or too large to open."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as found:
            if found.width * found.height > _PIXELS:
                raise Refused("The picture is too large to open. Make it smaller and add it again.", field="photo")
            turned = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("The picture is damaged or cut short and cannot be read. Choose another one.", field="photo") from error
    turned.thumbnail((LARGEST, LARGEST))
    ground = Image.new("RGBA", turned.size, "white")
    ground.alpha_composite(turned)
    held = io.BytesIO()
    ground.convert("RGB").save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()
