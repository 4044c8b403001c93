"""Every command under one roof (操作の一覧): ``commands.RecordTurn``, whatever module of the domain it lives in."""

from .acts import Command as Command
from .amendments import *
from .attendance import *
from .audio_files import *
from .blocks import *
from .conclusions import *
from .corrections import *
from .finalizing import *
from .follow_ups import *
from .history import *
from .points import *
from .procedure import *
from .publishing import *
from .rearranging import *
from .rulings import *
from .sitting import *
from .turns import *
from .unplaced import *
