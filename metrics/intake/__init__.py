"""A file becomes rows of a table, or a reasoned no."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.intake.choices import (
        DateOrder,
        DecimalMark,
        ImportChoices,
        RateDirection,
        Unit,
    )
    from metrics.intake.consequences import (
        Consequence,
        consequence_of,
    )
    from metrics.intake.file_report import (
        FileReport,
    )
    from metrics.intake.import_preview import (
        ImportPreview,
        preview_files,
        preview_import,
    )
    from metrics.intake.importing import (
        import_files,
        prepare,
        publish,
    )
    from metrics.intake.inspection import (
        Inspection,
        inspect_file,
    )
    from metrics.intake.model import (
        WordUse,
    )
    from metrics.intake.open_questions import (
        Undecided,
    )
    from metrics.intake.preparing import (
        Prepared,
    )
    from metrics.intake.reading_block import (
        ReadingReport,
    )
    from metrics.intake.recipes.recipe import (
        Pitfall,
        Recipe,
        RecipeColumn,
        export_recipes,
        needed_for,
        recipe_systems,
        recipes_for,
    )
    from metrics.intake.recognize.templates import (
        template_tables,
    )
    from metrics.intake.sandbox import (
        run_limited,
    )
    from metrics.intake.trusted import (
        import_trusted,
    )
    from metrics.intake.zones import (
        tables_of_other_zones,
    )

__all__ = [
    "Consequence",
    "DateOrder",
    "DecimalMark",
    "FileReport",
    "ImportChoices",
    "ImportPreview",
    "Inspection",
    "Pitfall",
    "Prepared",
    "RateDirection",
    "ReadingReport",
    "Recipe",
    "RecipeColumn",
    "Undecided",
    "Unit",
    "WordUse",
    "consequence_of",
    "export_recipes",
    "import_files",
    "import_trusted",
    "inspect_file",
    "needed_for",
    "prepare",
    "preview_files",
    "preview_import",
    "publish",
    "recipe_systems",
    "recipes_for",
    "run_limited",
    "tables_of_other_zones",
    "template_tables",
]
__getattr__ = lazy(__name__)
