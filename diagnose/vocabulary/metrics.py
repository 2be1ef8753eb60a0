"""The metrics: their names, which way each improves, of which family and range it is.

May not: see values, but for the largest and the smallest that `percent` is asked about.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Better: TypeAlias = Literal["lower", "higher"]
Family: TypeAlias = Literal["loss", "score", "error", "rate", "reward"]
Range: TypeAlias = Literal["any", "positive", "share"]


class Metric(NamedTuple):
    """What is known of a metric.

    `better` is None where the name does not tell: an ELBO is maximised, but as often logged with its sign turned.
    `family` is what it is to training: the loss that is minimised, a score or an error that is watched, a reward, or
    a rate that is set and never judged. A `share` lies between 0 and 1, or between 0 and 100 where it is in percent.
    """

    name: str
    better: Better | None
    family: Family
    range: Range
    others: str = ""


METRICS = (
    Metric("loss", "lower", "loss", "any", "losses cost costs objective trl tel criterion err_loss"),
    Metric(
        "logloss", "lower", "loss", "positive",
        "log_loss binary_logloss multi_logloss mlogloss cross_entropy crossentropy binary_crossentropy "
        "categorical_crossentropy sparse_categorical_crossentropy bce ce xent nll nloglik poisson_nloglik multi_class "
        "multiclass cross_entropy_lambda negative_log_likelihood ce_loss nll_loss bce_loss cross_entropy_loss cls_nll "
        "neg_log_likelihood",
    ),
    Metric("elbo", None, "loss", "any", "evidence_lower_bound"),
    Metric("likelihood", None, "loss", "any", "log_likelihood loglik log_lik"),
    Metric("deviance", "lower", "loss", "any"),
    Metric("huber", "lower", "loss", "positive"),
    Metric("hinge", "lower", "loss", "positive"),
    Metric("pinball", "lower", "loss", "positive"),
    Metric("quantile", "lower", "loss", "positive"),
    Metric("kl", "lower", "loss", "any", "kld"),
    Metric("divergence", "lower", "loss", "any"),
    Metric("energy", "lower", "loss", "any"),
    Metric("giou", None, "loss", "any", "diou ciou"),
    Metric("perplexity", "lower", "error", "positive", "ppl pplx"),
    Metric("bits_per_byte", "lower", "error", "positive", "bpb bpc bits_per_char"),
    Metric("error", "lower", "error", "any",
           "err errors merror multi_error binary_error error_rate misclassification classification_error"),
    Metric("mse", "lower", "error", "positive", "mean_squared_error l2 squared_error msev"),
    Metric("rmse", "lower", "error", "positive", "root_mean_squared_error rmse_score"),
    Metric("rmsle", "lower", "error", "positive"),
    Metric("nrmse", "lower", "error", "positive"),
    Metric("mae", "lower", "error", "positive", "mean_absolute_error l1 absolute_error"),
    Metric("mape", "lower", "error", "positive", "mean_absolute_percentage_error smape"),
    Metric("wer", "lower", "error", "positive", "word_error_rate bwer"),
    Metric("cer", "lower", "error", "positive", "char_error_rate bcer"),
    Metric("distance", "lower", "error", "positive"),
    Metric("fid", "lower", "error", "positive"),
    Metric("kid", "lower", "error", "any"),
    Metric("lpips", "lower", "error", "positive"),
    Metric("ece", "lower", "error", "share"),
    Metric("brier", "lower", "error", "share"),
    Metric(
        "accuracy", "higher", "score", "share",
        "acc categorical_accuracy sparse_categorical_accuracy binary_accuracy masked_accuracy top1 top_1 acc1 acc_1 "
        "acc_top1 top1_acc accuracy_top1 top1_accuracy top_1_accuracy accuracy_1 prec_1 prec1 precision_1 oa "
        "multiclass_accuracy multi_class_accuracy accuracies accs accu acc_top_1 accuracy_top_1 cat_acc acu",
    ),
    Metric(
        "top5_accuracy", "higher", "score", "share",
        "top5 top_5 acc5 acc_5 acc_top5 top5_acc accuracy_top5 top5_accuracy top_5_accuracy accuracy_5 prec_5 prec5 "
        "top_k_categorical_accuracy sparse_top_k_categorical_accuracy acc_top_5 accuracy_top_5",
    ),
    Metric("auc", "higher", "score", "share", "roc_auc auroc rocauc auc_roc multiclass_auroc binary_auroc"),
    Metric("average_precision", "higher", "score", "share", "aucpr auprc pr_auc prauc ap"),
    Metric("f1", "higher", "score", "share",
           "f1_score fscore f_score f1score macro_f1 f1_macro micro_f1 f1_micro weighted_f1 f1_weighted f_1"),
    Metric("fbeta", "higher", "score", "share", "f2"),
    Metric("precision", "higher", "score", "share", "prec p"),
    Metric("recall", "higher", "score", "share", "rec r sensitivity"),
    Metric("specificity", "higher", "score", "share"),
    Metric("map", "higher", "score", "share",
           "m_ap m_ap_0_5_0_95 map50_95 map_50_95 map50_95_b bbox_map bbox_m_ap coco_bbox_map m_ap50_95"),
    Metric("map50", "higher", "score", "share", "map_50 m_ap_50 m_ap50 m_ap_0_5 m_ap_5 bbox_m_ap_50 ap50"),
    Metric("iou", "higher", "score", "share", "miou m_iou mean_iou jaccard jaccard_index mean_io_u io_u m_io_u"),
    Metric("dice", "higher", "score", "share", "dice_coef dice_score dsc dice_coefficient"),
    Metric("r2", "higher", "score", "any", "r2_score r_squared r_2 nse"),
    Metric("bleu", "higher", "score", "share"),
    Metric("rouge", "higher", "score", "share"),
    Metric("rouge1", "higher", "score", "share"),
    Metric("rouge2", "higher", "score", "share"),
    Metric("rougel", "higher", "score", "share"),
    Metric("chrf", "higher", "score", "share"),
    Metric("meteor", "higher", "score", "share"),
    Metric("cider", "higher", "score", "positive"),
    Metric("exact_match", "higher", "score", "share", "em exact match"),
    Metric("mcc", "higher", "score", "any"),
    Metric("kappa", "higher", "score", "any"),
    Metric("correlation", "higher", "score", "any", "corr"),
    Metric("pearson", "higher", "score", "any", "pearsonr"),
    Metric("spearman", "higher", "score", "any", "spearmanr"),
    Metric("ndcg", "higher", "score", "share"),
    Metric("mrr", "higher", "score", "share"),
    Metric("hits", "higher", "score", "share", "hit"),
    Metric("psnr", "higher", "score", "positive"),
    Metric("ssim", "higher", "score", "share"),
    Metric("score", "higher", "score", "any", "scores"),
    Metric(
        "reward", "higher", "reward", "any",
        "rewards rew return returns ret episode_reward mean_reward episode_return ep_rew ep_reward ep_return "
        "ep_rew_mean eprewmean ep_ret_mean ep_reward_mean rew_mean reward_mean return_mean",
    ),
    Metric("learning_rate", None, "rate", "positive",
           "lr lrs lr_rate learningrate pg0 pg1 pg2 lr_pg0 lr_pg1 lr_pg2 current_lr lr_adam lr_sgd"),
    Metric("grad_norm", None, "rate", "positive", "gnorm gradient_norm"),
)  # fmt: skip

OBJECTIVES = ("logloss", "mse", "rmse", "mae", "mape", "error", "perplexity", "bits_per_byte")
"""What is minimised in itself, and stands for a loss that is not logged; the likeliest first."""

WHOLE_NAMES = frozenset(
    [
        "elbo",
        "likelihood",
        "giou",
        "deviance",
        "huber",
        "hinge",
        "pinball",
        "quantile",
        "kl",
        "divergence",
        "energy",
        "distance",
        "fid",
        "kid",
        "lpips",
        "ece",
        "brier",
        "rmsle",
        "nrmse",
        "fbeta",
        "specificity",
        "bleu",
        "rouge",
        "rouge1",
        "rouge2",
        "rougel",
        "chrf",
        "meteor",
        "cider",
        "exact_match",
        "mcc",
        "kappa",
        "correlation",
        "pearson",
        "spearman",
        "ndcg",
        "mrr",
        "hits",
        "psnr",
        "ssim",
        "score",
    ]
)
"""Metrics that a longer name does not mean by holding their word: `huber_loss` stays what it is, a loss."""

COLUMNS = frozenset(
    [
        "p",
        "r",
        "rec",
        "return",
        "returns",
        "criterion",
        "exact",
        "match",
        "hit",
        "hits",
        "distance",
        "energy",
        "quantile",
        "divergence",
    ]
)
"""Words that are a metric as the name of a column; in a line they are any word."""

NO_PROOF = frozenset(["giou", "score", "exact_match", "average_precision", "kappa", "mcc", "fbeta"])
"""Metrics, and with them all rewards, that do not alone show that a log is of a training."""

PARTS: dict[str, Family] = {
    "loss": "loss",
    "cost": "loss",
    "perplex": "loss",
    "entropy": "loss",
    "likelihood": "loss",
    "nll": "loss",
    "deviance": "loss",
    "elbo": "loss",
    "error": "error",
    "accura": "score",
    "precision": "score",
    "recall": "score",
    "bleu": "score",
    "rouge": "score",
}
"""What says a metric wherever in a word it stands: `mlogloss`, `merror`."""

ENDINGS = ("acc", "auc", "auroc", "iou", "dice")
"""What says a score at the end of a word: `valacc`, `mIoU`."""

RANKED = frozenset(("top", "hits"))
"""What is a score with its rank behind it: `top-5`, `hits@10`."""
