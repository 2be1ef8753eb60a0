"""The words that names of logged columns are made of, and what they mean.

May not: look at values.
"""

from __future__ import annotations

from diagnose.model import Split


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPLIT_WORDS: dict[str, Split] = {
    **dict.fromkeys(("train", "training", "trn", "tr", "trainset", "learn"), "train"),
    **dict.fromkeys(
        ("val", "valid", "validation", "validate", "vali", "cv", "crossval", "dev", "eval", "evaluation", "holdout"),
        "val",
    ),
    **dict.fromkeys(("test", "testing", "tst", "testset"), "test"),
}

# What logs in other languages call the same things, put into English before the name is taken apart: patterns that are
# compiled when the first such name comes.
_OF = r"(?:\b(?:d['’]|de l['’]|de la |del? |di |da |do |на ))?"
TRANSLATED = (
    (rf"{_OF}(?:训练|訓練|学習|훈련|обуч\w*|трениров\w*|trainings(?=\w)|entrenamiento|entra[iî]nement)", "train"),
    (rf"{_OF}(?:apprentissage|treino|treinamento|addestramento|treningow\w*|eğitim|huấn luyện)", "train"),
    (
        rf"{_OF}(?:验证|驗證|検証|검증|валидац\w*|проверочн\w*|validierungs?|validaci[oó]n|validação|convalida|validazione|"
        r"validation|walidac\w*|doğrulama)",
        "val",
    ),
    (r"测试|測試|テスト|테스트|тестов\w*|\bна тесте|testow\w*|kiểm tra", "test"),
    (
        r"损失|損失|誤差|误差|손실|потер\w*|ошибк\w*|verlust|fehler|p[ée]rdida|\bpertes?\b|\bperda\b|perdita|"
        r"\bstrata\b|kay(?:b|[ıi]p)\w*|mất mát",
        "loss",
    ),
    (
        r"准确率|精度|正确率|正解率|정확도|точност\w*|genauigkeit|exactitud|accuratezza|acur[áa]cia|dokładność|"
        r"doğruluk|độ chính xác",
        "accuracy",
    ),
    (r"precisi[óo]n\b|précision|precisão", "precision"),
    (r"学习率", "learning rate"),
)
FOREIGN = (
    "verlust",
    "genauigkeit",
    "fehler",
    "perdida",
    "perte",
    "perda",
    "perdita",
    "exactitud",
    "accuratezza",
    "acuracia",
    "strata",
    "kayb",
    "kayip",
)
"""Words of these that are plain ASCII; a name that is not is foreign anyway."""

# Words that tell how or when a value was taken, not what it is.
EPOCH_WORDS = frozenset({"epoch", "epochs", "ep"})
STEP_WORDS = frozenset({"step", "batch", "iter", "iteration", "minibatch"})
FILLERS = (
    EPOCH_WORDS
    | STEP_WORDS
    | _words(
        "avg avr average mini mean total overall main metrics metric per set split phase data dataset s vs iterations "
        "score curr current final value values log logs dataloader idx loader on of the is model monitor scalar "
        "scalars performance so far running"
    )
)

# Columns that stand beside the curves: how fast, how big, how set up.
ASIDES = _words(
    "lr learning_rate learningrate time wall wall_time walltime elapsed eta sec secs second seconds ms hour hours "
    "minute minutes duration runtime timestamp date memory mem gpu cpu vram speed throughput fps grad grad_norm "
    "gradnorm gradient gradient_norm gradientnorm gnorm weight_decay weightdecay wd momentum patience bad_epochs seed "
    "param params flops tokens nsamples n_samples batch_size batchsize bsz epoch step iter iteration global_step id "
    "index targets img_size imgsize imgsz"
) | {
    f"{what}_per_{unit}"
    for what in ("samples", "steps", "tokens", "it", "iters", "words")
    for unit in ("sec", "second")
}
COUNTS = ("num_", "n_")
"""How the names of counts begin, which are asides as well."""
ASIDE_WORDS = _words(
    "lr lrs learning_rate time times memory mem eta grad gradient norm gnorm runtime seconds sec elapsed throughput "
    "momentum wd timestamp hours duration loss_scale"
)

# Canonical metric → the other names the field uses for it.
ALIASES = {
    "loss": "loss losses cost objective trl tel criterion err_loss",
    "accuracy": (
        "accuracy acc categorical_accuracy sparse_categorical_accuracy binary_accuracy masked_accuracy top1 top_1 acc1 "
        "acc_1 acc_top1 top1_acc accuracy_top1 top1_accuracy top_1_accuracy accuracy_1 prec_1 prec1 precision_1 oa "
        "multiclass_accuracy multi_class_accuracy accuracies accs acc_top_1 accuracy_top_1 acc_top_1 cat_acc acu"
    ),
    "top5_accuracy": (
        "top5 top_5 acc5 acc_5 acc_top5 top5_acc accuracy_top5 top5_accuracy top_5_accuracy accuracy_5 prec_5 prec5 "
        "top_k_categorical_accuracy sparse_top_k_categorical_accuracy acc_top_5 accuracy_top_5"
    ),
    "auc": "auc roc_auc auroc rocauc auc_roc multiclass_auroc binary_auroc",
    "average_precision": "aucpr auprc pr_auc prauc average_precision ap",
    "f1": "f1 f1_score fscore f_score f1score macro_f1 f1_macro micro_f1 f1_micro weighted_f1 f1_weighted f_1",
    "precision": "precision prec p",
    "recall": "recall rec r sensitivity",
    "map": "map m_ap m_ap_0_5_0_95 map50_95 map_50_95 map50_95_b bbox_map bbox_m_ap coco_bbox_map m_ap50_95",
    "map50": "map50 map_50 m_ap_50 m_ap50 m_ap_0_5 m_ap_5 bbox_m_ap_50",
    "iou": "iou miou m_iou mean_iou jaccard jaccard_index mean_io_u io_u m_io_u",
    "dice": "dice dice_coef dice_score dsc dice_coefficient",
    "mse": "mse mean_squared_error l2 squared_error msev",
    "rmse": "rmse root_mean_squared_error rmse_score",
    "mae": "mae mean_absolute_error l1 absolute_error",
    "mape": "mape mean_absolute_percentage_error smape",
    "r2": "r2 r2_score r_squared r_2 nse",
    "logloss": (
        "logloss log_loss binary_logloss multi_logloss mlogloss cross_entropy crossentropy binary_crossentropy "
        "categorical_crossentropy sparse_categorical_crossentropy bce ce xent nll nloglik poisson_nloglik "
        "multi_class multiclass cross_entropy_lambda negative_log_likelihood ce_loss nll_loss bce_loss "
        "cross_entropy_loss cls_nll neg_log_likelihood"
    ),
    "error": "error err merror multi_error binary_error error_rate misclassification classification_error",
    "perplexity": "perplexity ppl pplx",
    "bits_per_byte": "bpb bpc bits_per_byte bits_per_char",
    "wer": "wer word_error_rate",
    "cer": "cer char_error_rate",
    "learning_rate": "lr learning_rate lrs lr_rate pg0 pg1 pg2 lr_pg0 lr_pg1 lr_pg2 current_lr lr_adam lr_sgd",
    "grad_norm": "grad_norm gnorm gradient_norm",
    "reward": (
        "reward rewards rew return returns ret episode_reward mean_reward episode_return ep_rew ep_reward ep_return ep_rew_mean "
        "eprewmean ep_ret_mean ep_reward_mean rew_mean reward_mean return_mean"
    ),
}

LOWER = _words(
    "loss mse rmse mae mape logloss error perplexity bits_per_byte wer cer fid kid lpips ece brier deviance huber "
    "quantile pinball hinge kl kld divergence distance energy"
)
HIGHER = _words(
    "accuracy acc score scores top5_accuracy auc average_precision f1 precision recall map map50 iou dice r2 reward "
    "bleu rouge "
    "rouge1 rouge2 rougel chrf meteor cider mcc kappa psnr ssim ndcg mrr hits hit spearman pearson pearsonr spearmanr "
    "corr specificity exact match em"
)

# Measures that are minimised in themselves, the likeliest objective first.
OBJECTIVES = ("logloss", "mse", "rmse", "mae", "mape", "error", "perplexity", "bits_per_byte")

ADVERSARIAL = _words("g d gen dis disc gan generator discriminator critic adv adversarial")
