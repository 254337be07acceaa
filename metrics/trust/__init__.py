"""Who looks at a workspace, and what they may see. Pure: nothing is read."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.trust.access import EVERYTHING, Access
    from metrics.trust.viewer import Purpose, Viewer

__all__ = ["EVERYTHING", "Access", "Purpose", "Viewer"]
__getattr__ = lazy(__name__)
