"""The words that mark an epoch, a step, a split or a metric, in the languages in which people log.

May not: look at numbers or at whole lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnose.model import Split


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EPOCH = _words(
    "epoch epochs ep epoch_num epoch_idx epoch_number num_epoch cur_epoch current_epoch e epoca epocas época épocas "
    "epoche epochen époque epoque эпоха эпохи エポック 에폭 에포크 轮次 轮数 轮 世代 周期 回合 epoka epok dönem"
)
PLURALS = _words("epochs epocas épocas epochen эпохи")
STEP = _words(
    "step steps global_step globalstep gs iter iters iteration iterations it itr i s t paso pasos schritt étape etape "
    "iteración iteracion шаг итерация ステップ 스텝 步数 步 迭代 迭代次数 global update updates round rounds "
    "episode episodes num_steps n_iter iter_num step_num iter_idx"
)
BATCH = _words(
    "batch batches minibatch mini-batch batch_idx batch_id batch_num lote lotes lot пакет バッチ 배치 批次 批"
)
LATE_STEP = _words("num_updates num_update")
FOREIGN = _words(
    "sample samples fold folds trial trials image images index idx seed task client video class layer rank gpu worker "
    "grid cv model example query case experiment exp process pid split_id repeat repetition candidate "
    "combination config"
)
SINGLE_LETTERS = _words("e i s t it")
CJK_TAILS = ("轮次", "轮数", "周期", "回合", "步数", "迭代", "批次", "エポック", "ステップ", "에폭", "에포크", "스텝")

_TRAIN = "train training trn tr trainset learn learning entrenamiento treino entraînement apprentissage eğitim"
_TRAIN += " 训练 訓練 학습"
_VAL = "val vali valid validation crossval cv validate validating validset dev devel eval evaluation evaluating"
_VAL += " validación validacion"
_VAL += " validação validazione doğrulama validierung валидации convalida holdout 验证 驗證 検証 검증 валидация val_set"
_TEST = "test testing tst testset prueba teste 测试 測試 テスト 테스트 тест"
SPLITS: dict[str, Split] = {
    **dict.fromkeys(f"{_TRAIN} обучение обучении обучения train_inner".split(), "train"),
    **dict.fromkeys(_VAL.split(), "val"),
    **dict.fromkeys(_TEST.split(), "test"),
}
STEMS: tuple[tuple[str, Split], ...] = (
    *(
        (stem, "train")
        for stem in (
            "обуч",
            "трениров",
            "trainings",
            "entrena",
            "entraîn",
            "treinam",
            "addestram",
            "apprend",
            "treningow",
        )
    ),
    *(
        (stem, "val")
        for stem in ("валидац", "проверочн", "validierung", "validaci", "validaç", "convalid", "validaz", "walidac")
    ),
    *((stem, "test") for stem in ("тестов", "testverlust", "testfehler", "testgenau", "prueba", "testow")),
)
SHORTEST_STEM = 6
SPLIT_COMPANIONS = _words("set phase mode results result metrics stage step subset stats data on the epoch 集")

_LOSS = r"loss|cost|perplex|entropy|nll|deviance|elbo|损失|損失|代价|误差|p[ée]rdida|\bperte|verlust|потер|손실|perda|"
_LOSS += r"perdita|fehler|ошибк|誤差|오차|\bstrata\b|\bkay(?:b|[ıi]p)|mất mát"
_LOSS_WORDS = (
    r"^l_(?!r)[a-z]|(?:^|[^a-z])(?:ppl|err|error|errors|mse|mae|rmse|rmsle|mape|smape|bpc|bpb|nrmse|objective|kld?|bce|vloss|tloss|"
    r"trl|tel|val_bpb|l1|l2|huber)(?:$|[^a-z])"
)
_SCORE = (
    r"accura|准确|精度|正确率|正解|точност|정확|precisi[óo]n|pr[ée]cision|exactitud|genauigkeit|"
    r"acur[áa]cia|accuratezza|dokładność|doğruluk|độ chính xác|recall|bleu|rouge|dice"
)
_SCORE_WORDS = (
    r"(?:^|[^a-z])(?:[a-z]*acc|accs|accu|acc\d|prec|f1|[a-z]*auc|[a-z]*auroc|[a-z]*iou|map|map50|ap|ap50|top-?\d|wer|"
    r"cer|kappa|mcc|psnr|ssim|fid|r2|em|fbeta|hits@\d+|mrr|ndcg|reward|score|f1_score)(?:$|[^a-z])"
)
LOSS = re.compile(f"{_LOSS}|{_LOSS_WORDS}")
SCORE = re.compile(f"{_SCORE}|{_SCORE_WORDS}")
CURVE_SCORE = re.compile(
    rf"{_SCORE}|(?:^|[^a-z])(?:[a-z]*acc|accs|accu|acc\d|prec|f1|ndcg|mrr|[a-z]*auc|[a-z]*iou|top-?\d)(?:$|[^a-z])"
)

_CLOCK = (
    r"time|eta|elapsed|second|sec|secs|duration|speed|it/s|throughput|wall|memory|mem|gpu|cuda|device|\w*size|workers?|"
    r"remaining|took|used|mfu|tok|tokens?|fps|wps|ups|wpb|bsz|hours?|minutes?|mins?|dur|data|v_num|tiempo|temps|"
    r"耗时|时间|用时|pid|port|rank|seed|samples?|step_avg|dt|ms|ms/batch|duración|temp|line|date|patience|paciencia|total_count|"
    r"counter|early_?stop\w*|train_wall|gb_free|clip|save\w*|checkpoint|ckpt|gpus?|version|total_?params|nnzs?"
)
_ASIDE = re.compile(
    rf"(?:^|[\s_/.])(?:{_CLOCK}|(?:batch|data|reader)_cost)(?:$|[\s_/.])|\.(?:py|cc|cpp|h|rs|go|js|ipynb)\b|(?:tokens|samples|words|sentences)/|^[iwef]\d{{4}}$"
)
_STRONG_REMARK = re.compile(
    r"(?:^|[^a-z])(?:best\w*|improv\w*|decreas\w*|increas\w*|lowest|highest|minimum|maximum|max|min|saving|saved|sav|"
    r"from|to|than|reducing|early.?stopping|checkpoint|so far the|restor\w*|load\w*|resum\w*)(?:$|[^a-z])|"
    r"最佳|最好|最优|最低|最高|早停|保存|mejor|meilleur|лучш"
)
_REMARK = re.compile(
    r"(?:^|[^a-z])(?:of|at|for|on|reached|patience|threshold|target|delta|diff|remaining|previous|prev|final|last|since)"
    r"(?:$|[^a-z])"
)
_LEARNING_RATE = re.compile(r"learning.?rate", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def is_loss(name: str) -> bool:
    """Whether the name speaks of something that falls when learning."""
    return LOSS.search(name.lower()) is not None


def is_metric(name: str) -> bool:
    """Whether the name speaks of a loss or of a score."""
    lowered = name.lower()
    return LOSS.search(lowered) is not None or SCORE.search(lowered) is not None


def makes_a_curve(name: str) -> bool:
    """Whether a column of that name is what one trains on or selects by: a loss, an accuracy or the like."""
    lowered = name.lower()
    return LOSS.search(lowered) is not None or CURVE_SCORE.search(lowered) is not None


def is_aside(name: str) -> bool:
    """Whether the name speaks of time, speed, memory or bookkeeping and not of the model; a loss never does."""
    return _ASIDE.search(name.lower()) is not None and not name.lower().endswith("loss")


def is_strong_remark(name: str) -> bool:
    """Whether the text speaks about values that stand elsewhere: best, improved from … to …, saved."""
    return _STRONG_REMARK.search(name.lower()) is not None


def is_remark(name: str) -> bool:
    """Whether the text reads like a sentence and not like a name."""
    return _REMARK.search(name.lower()) is not None


def is_count(name: str) -> bool:
    """Whether the name is that of a count and of nothing else: `Steps` in `Time (200 Steps): 37.8`."""
    word = name.lower()
    return len(word) > 1 and (word in EPOCH or word in STEP or word in BATCH)


def split_of(name: str) -> Split | None:
    """The split that a word of the name says; the last word that says one decides."""
    if "saving dict" in name.lower():
        return "val"  # what an Estimator of TensorFlow evaluated
    found: Split | None = None
    if "earning" in name:
        name = _LEARNING_RATE.sub("", name)
    for word in _WORD.findall(name.lower()):
        found = _split_of_word(word) or found
    return found or _glued_split(name.lower())


def _split_of_word(word: str) -> Split | None:
    """The split that one word says, whatever its ending where the language has endings or joins words."""
    known = SPLITS.get(word)
    if known is not None or len(word) < SHORTEST_STEM:
        return known
    return next((split for stem, split in STEMS if word.startswith(stem)), None)


def _glued_split(name: str) -> Split | None:
    """The split of `trainloss`, `vloss`, `训练损失`, where no separator helps."""
    for word in ("训练", "訓練", "学習", "훈련"):
        if word in name:
            return "train"
    for word in ("验证", "驗證", "検証", "검증"):
        if word in name:
            return "val"
    if "测试" in name or "測試" in name:
        return "test"
    glued = re.match(r"(train|tr|val|valid|v|test|dev)(?:loss|acc)", name)
    return SPLITS.get({"v": "val"}.get(glued[1], glued[1])) if glued else None


def split_alone(piece: str) -> Split | None:
    """The split that a piece of text names, if it names nothing else: `Test set`, `Validation`, `val phase`."""
    words = piece.lower().replace("_", " ").split()
    if not 1 <= len(words) <= 4:
        return None
    splits = [SPLITS[word] for word in words if word in SPLITS]
    rest = [word for word in words if word not in SPLITS and word not in SPLIT_COMPANIONS]
    return splits[-1] if splits and not rest else None


def heading_split(text: str) -> Split | None:
    """The split that a line without values puts over those below it: `Validation:`, `Test Error:`, `--- val ---`."""
    words = _WORD.findall(text.lower())
    if not 1 <= len(words) <= 4 or any(letter.isdigit() for letter in text):
        return None
    return SPLITS.get(words[0]) or (SPLITS.get(words[-1]) if text.rstrip().endswith(":") else None)
