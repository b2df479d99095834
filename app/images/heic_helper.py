"""The helper that cuts HEIC pictures: `python -m app.images.heic_helper`, as `app.images.helper`.

Their decoder is loaded nowhere else: no other file reaches it, nor the memory that it reserves.
"""

import pillow_heif

from app.images.helper import main

if __name__ == "__main__":
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    main()
