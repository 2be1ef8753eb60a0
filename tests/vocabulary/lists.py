"""Every list of words that the program had before there was one vocabulary, and what each made of its words.

Written down from the sources as they were (revision 54522c5), patterns spelled out word by word. May not change: the
vocabulary is tested against what existed, and where it decided otherwise, `decided.py` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class OldList(NamedTuple):
    """Where a list stood, and its words by what they meant there."""

    where: str
    meanings: Mapping[str, str]

    def words(self) -> Iterator[tuple[str, str]]:
        """Each word with its meaning; blanks within a word are written as `~`."""
        for meaning, words in self.meanings.items():
            for word in words.split():
                yield word.replace("~", " "), meaning


SPLITS = (
    OldList(
        "series/vocabulary.SPLIT_WORDS",
        {
            "train": "learn tr train training trainset trn",
            "val": "crossval cv dev eval evaluation holdout val vali valid validate validation",
            "test": "test testing testset tst",
        },
    ),
    OldList(
        "readers/text/vocabulary.SPLITS",
        {
            "train": (
                "apprentissage entraînement entrenamiento eğitim learn learning tr train train_inner training "
                "trainset treino trn обучение обучении обучения 訓練 训练 학습"
            ),
            "val": (
                "convalida crossval cv dev devel doğrulama eval evaluating evaluation holdout val val_set vali valid "
                "validacion validación validate validating validation validazione validação validierung validset "
                "валидации валидация 検証 驗證 验证 검증"
            ),
            "test": "prueba test teste testing testset tst тест テスト 测试 測試 테스트",
        },
    ),
    OldList(
        "readers/text/vocabulary.STEMS",
        {
            "train": (
                "обучение трениров trainingsverlust entrenamiento entraînement treinamento addestramento treningowa "
                "apprentissage"
            ),
            "val": "валидации проверочной validierungsverlust validación validação convalida validazione walidacyjna",
            "test": "тестовая testverlust testfehler testgenauigkeit prueba testowa",
        },
    ),
    OldList(
        "readers/text/vocabulary._glued_split",
        {
            "train": "训练损失 訓練損失 学習誤差 훈련손실 trainloss trainacc trloss",
            "val": "验证损失 驗證損失 検証損失 검증손실 valloss validacc vloss vacc devloss",
            "test": "测试损失 測試損失 testloss testacc",
        },
    ),
    OldList(
        "readers/text/curves.SHORT_NAMES",
        {
            "train": "trl",
            "val": "tel",
        },
    ),
    OldList(
        "series/vocabulary.TRANSLATED",
        {
            "train": (
                "训练 訓練 学習 훈련 обучение трениров entrenamiento entrainement entraînement apprentissage treino "
                "treinamento addestramento treningowa eğitim huấn~luyện"
            ),
            "val": (
                "验证 驗證 検証 검증 валидации проверочная "
                "validación validacion validação convalida validazione validation "
                "walidacyjna doğrulama"
            ),
            "test": "测试 測試 テスト 테스트 тестовая testowa kiểm~tra",
        },
    ),
    OldList(
        "readers/keras/history.SPLITS",
        {
            "train": "train training learn",
            "val": "val valid validation eval dev",
            "test": "test",
        },
    ),
    OldList(
        "readers/json_logs/records.SPLITS",
        {
            "train": "train training",
            "val": "val valid validation dev eval evaluation",
            "test": "test",
        },
    ),
    OldList(
        "readers/json_logs/evals_result.SET",
        {
            "train": "train training learn dtrain train_0 train-1",
            "val": "val valid validation eval evaluation dev dval valid_0 validation_1 eval-2",
            "test": "test dtest test0",
        },
    ),
    OldList(
        "readers/events/tensorboard.SPLIT_WORD",
        {
            "train": "train training learn",
            "val": "val valid validation eval evaluation dev",
            "test": "test",
        },
    ),
    OldList(
        "readers/core/words.OWN",
        {
            "train": "train",
            "val": "val valid validation eval dev",
        },
    ),
    OldList(
        "readers/text/tokens.NUMBER",
        {
            "train": "train",
            "val": "val valid eval dev",
            "test": "test",
        },
    ),
    OldList(
        "facts/boosting.SPLITS",
        {
            "train": "train",
            "val": "eval valid validation_",
            "test": "test",
        },
    ),
)

AXES_OVER_COLUMNS = (
    OldList(
        "readers/core/words.EPOCH_NAMES and STEP_NAMES",
        {
            "epoch": (
                "currentepoch ep epoca epoch epoche epochid epochidx epochnum epochnumber epochs nepoch trainerepoch "
                "época"
            ),
            "step": (
                "batch boostinground counter episode episodes globalstep it iter iteration iterations iters niter "
                "nsteps numupdates optimizerstep round rounds step steps totalsteps trainerglobalstep trainstep "
                "update updates"
            ),
        },
    ),
    OldList(
        "readers/json_logs/records.EPOCHS and STEPS",
        {
            "epoch": "epoch epochs Epoch",
            "step": "global_step step _step iteration iter iters steps Step round update num_updates",
        },
    ),
    OldList(
        "readers/core/columns.AXES",
        {
            "epoch": "epoch epochs",
        },
    ),
)

AXES_BEFORE_NUMBERS = (
    OldList(
        "readers/text/vocabulary.EPOCH, STEP and BATCH",
        {
            "epoch": (
                "cur_epoch current_epoch dönem e ep epoca epocas epoch epoch_idx epoch_num epoch_number epoche "
                "epochen epochs epok epoka epoque num_epoch época épocas époque "
                "эпоха эпохи エポック 世代 周期 回合 轮 轮数 轮次 에포크 "
                "에폭"
            ),
            "step": (
                "episode episodes etape global global_step globalstep gs i it iter iter_idx iter_num iteracion "
                "iteración iteration iterations iters itr n_iter num_steps paso pasos round rounds s schritt step "
                "step_num steps t update updates étape итерация шаг ステップ 步 步数 迭代 迭代次数 스텝"
            ),
            "batch": (
                "batch batch_id batch_idx batch_num batches lot lote "
                "lotes mini-batch minibatch пакет バッチ 批 批次 배치"
            ),
        },
    ),
    OldList(
        "readers/text/tokens.MARKS",
        {
            "epoch": "epoch ep",
            "step": "iteration iter step",
            "batch": "batch",
        },
    ),
    OldList(
        "readers/text/phrases._mark_behind",
        {
            "epoch": "epoch epochs",
            "step": "iter",
            "batch": "batch",
        },
    ),
)

COUNTED_OTHERWISE = (
    OldList(
        "readers/text/vocabulary.FOREIGN and LATE_STEP",
        {
            "other": (
                "candidate case class client combination config cv example exp experiment fold folds gpu grid idx "
                "image images index layer model pid process "
                "query rank repeat repetition sample samples seed split_id "
                "task trial trials video worker"
            ),
            "late": "num_update num_updates",
        },
    ),
)

BEHIND_NUMBERS = (
    OldList(
        "readers/text/phrases.EPOCH_AFTER and STEP_AFTER",
        {
            "epoch": "epoch epochs 轮 期 个epoch エポック 에포크 에폭 эпох",
            "step": "步 次 批",
        },
    ),
)

TAILS = (
    OldList(
        "readers/text/vocabulary.CJK_TAILS",
        {
            "epoch": "第 轮次 轮数 周期 回合 エポック 에폭 에포크",
            "step": "步数 迭代 批次 ステップ 스텝",
        },
    ),
)

AXES_WITHIN_NAMES = (
    OldList(
        "series/vocabulary.EPOCH_WORDS and STEP_WORDS",
        {
            "epoch": "ep epoch epochs",
            "step": "batch iter iteration minibatch step",
        },
    ),
)

METRICS = (
    OldList(
        "series/vocabulary.ALIASES",
        {
            "loss": "loss losses cost objective trl tel criterion err_loss",
            "accuracy": (
                "accuracy acc categorical_accuracy sparse_categorical_accuracy binary_accuracy masked_accuracy top1 "
                "top_1 acc1 acc_1 acc_top1 top1_acc accuracy_top1 top1_accuracy top_1_accuracy accuracy_1 prec_1 "
                "prec1 precision_1 oa multiclass_accuracy multi_class_accuracy accuracies accs acc_top_1 "
                "accuracy_top_1 cat_acc acu"
            ),
            "top5_accuracy": (
                "top5 top_5 acc5 acc_5 acc_top5 "
                "top5_acc accuracy_top5 top5_accuracy top_5_accuracy accuracy_5 prec_5 "
                "prec5 top_k_categorical_accuracy sparse_top_k_categorical_accuracy acc_top_5 accuracy_top_5"
            ),
            "auc": "auc roc_auc auroc rocauc auc_roc multiclass_auroc binary_auroc",
            "average_precision": "aucpr auprc pr_auc prauc average_precision ap",
            "f1": (
                "f1 f1_score fscore f_score f1score macro_f1 f1_macro micro_f1 f1_micro weighted_f1 f1_weighted f_1"
            ),
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
                "logloss log_loss binary_logloss multi_logloss mlogloss cross_entropy crossentropy "
                "binary_crossentropy categorical_crossentropy sparse_categorical_crossentropy bce "
                "ce xent nll nloglik "
                "poisson_nloglik multi_class multiclass "
                "cross_entropy_lambda negative_log_likelihood ce_loss nll_loss "
                "bce_loss cross_entropy_loss cls_nll neg_log_likelihood"
            ),
            "error": "error err merror multi_error binary_error error_rate misclassification classification_error",
            "perplexity": "perplexity ppl pplx",
            "bits_per_byte": "bpb bpc bits_per_byte bits_per_char",
            "wer": "wer word_error_rate",
            "cer": "cer char_error_rate",
            "learning_rate": (
                "lr learning_rate lrs lr_rate pg0 pg1 pg2 lr_pg0 lr_pg1 lr_pg2 current_lr lr_adam lr_sgd"
            ),
            "grad_norm": "grad_norm gnorm gradient_norm",
            "reward": "reward rewards return episode_reward mean_reward episode_return",
        },
    ),
)

DIRECTIONS = (
    OldList(
        "series/vocabulary.LOWER and HIGHER",
        {
            "lower": (
                "bits_per_byte brier cer deviance distance divergence ece energy error fid hinge huber kid kl kld "
                "logloss loss lpips mae mape mse perplexity pinball quantile rmse wer"
            ),
            "higher": (
                "acc accuracy auc average_precision bleu chrf cider corr dice em exact f1 hit hits iou kappa map "
                "map50 match mcc meteor mrr ndcg pearson pearsonr "
                "precision psnr r2 recall reward rouge rouge1 rouge2 "
                "rougel score scores spearman spearmanr specificity ssim top5_accuracy"
            ),
        },
    ),
)

FAMILIES = (
    OldList(
        "readers/text/vocabulary.LOSS",
        {
            "loss": (
                "loss cost perplexity entropy nll deviance elbo 损失 "
                "損失 代价 误差 pérdida perdida perte pertes verlust "
                "потери 손실 perda perdita fehler ошибка 誤差 오차 strata "
                "kaybı kayıp mất~mát l_g ppl err error errors mse "
                "mae rmse rmsle mape smape bpc bpb nrmse objective kl kld bce vloss tloss trl tel val_bpb l1 l2 huber"
            ),
        },
    ),
    OldList(
        "readers/text/vocabulary.SCORE",
        {
            "score": (
                "accuracy 准确率 精度 正确率 正解率 точность "
                "정확도 precisión precision précision exactitud genauigkeit acurácia "
                "acuracia accuratezza dokładność doğruluk độ~chính~xác recall bleu rouge dice acc valacc accs accu "
                "acc1 prec f1 auc auroc iou miou map map50 ap ap50 top-1 top5 wer cer kappa mcc psnr ssim fid r2 em "
                "fbeta hits@10 mrr ndcg reward score f1_score"
            ),
        },
    ),
    OldList(
        "readers/keras/history.METRIC",
        {
            "metric": "loss acc accuracy error mse mae auc perplexity cost score f1",
        },
    ),
    OldList(
        "readers/json_logs/evals_result.PLAIN",
        {
            "metric": "loss acc",
        },
    ),
)

CURVES_IN_LINES = (
    OldList(
        "readers/text/vocabulary.CURVE_SCORE",
        {
            "curve": (
                "accuracy precision recall bleu rouge dice acc valacc accs accu acc1 prec f1 ndcg mrr auc miou top-1 "
                "top5"
            ),
            "none": "kappa mcc em fbeta reward score wer cer map map50 psnr ssim fid r2 ap50",
        },
    ),
)

CURVES_IN_COLUMNS = (
    OldList(
        "readers/core/words.TELLING",
        {
            "curve": (
                "loss acc accuracy cost perplexity ppl error entropy multiclass deviance elbo likelihood objective "
                "huber train val valid validation eval dev test auc auroc f1 precision recall mse rmse mae mape iou "
                "miou dice map bleu rouge wer cer nll logloss r2 psnr ssim fid"
            ),
            "none": "reward score time lr epoch",
        },
    ),
)

ASIDES_AMONG_SERIES = (
    OldList(
        "series/vocabulary.ASIDES and ASIDE_WORDS",
        {
            "aside": (
                "bad_epochs batch_size batchsize bsz cpu date duration elapsed epoch eta flops fps global_step gnorm "
                "gpu grad grad_norm gradient gradient_norm gradientnorm "
                "gradnorm hour hours id img_size imgsize imgsz "
                "index it_per_sec it_per_second iter iteration iters_per_sec iters_per_second learning_rate "
                "learningrate loss_scale lr lrs mem memory minute minutes momentum ms n_samples norm nsamples param "
                "params patience runtime samples_per_sec samples_per_second sec second seconds secs seed speed step "
                "steps_per_sec steps_per_second targets throughput time times timestamp tokens tokens_per_sec "
                "tokens_per_second vram wall wall_time walltime wd weight_decay weightdecay words_per_sec "
                "words_per_second"
            ),
        },
    ),
)

ASIDES_IN_LINES = (
    OldList(
        "readers/text/vocabulary._ASIDE",
        {
            "aside": (
                "time eta elapsed second sec secs duration speed it/s throughput wall memory mem gpu cuda device "
                "batch_size worker workers remaining took used mfu tok token tokens fps wps ups wpb bsz hour hours "
                "minute minutes min mins dur data v_num tiempo temps "
                "耗时 时间 用时 pid port rank seed sample samples "
                "step_avg dt ms ms/batch duración temp line date patience paciencia total_count counter early_stop "
                "earlystopping train_wall gb_free clip save saved checkpoint ckpt gpus version total_params nnz nnzs "
                "batch_cost data_cost reader_cost tokens/s samples/sec words/s sentences/s"
            ),
        },
    ),
)

ASIDES_IN_COLUMNS = (
    OldList(
        "readers/core/words.ASIDE",
        {
            "aside": (
                "lr lr-Adam lr/pg0 learning_rate learning~rate base_learning_rate time eval_time data/time wall_time "
                "walltime elapsed elapsed_time eta eta_seconds timestamp date sec secs second seconds duration "
                "eval_runtime eval_samples_per_second gpu_memory mem gpu gpu0 cpu cpu_percent grad_norm gradnorm "
                "momentum weight_decay param params total_flos flops bad_epochs patience seed horizon fold imgsz "
                "img_size targets"
            ),
        },
    ),
)

COMPANIONS = (
    OldList(
        "series/vocabulary.FILLERS",
        {
            "filler": (
                "average avg avr batch curr current data dataloader dataset ep epoch epochs far final idx is iter "
                "iteration iterations loader log logs main mean metric metrics mini minibatch model monitor of on "
                "overall per performance phase running s scalar scalars score set so split step the total value "
                "values vs"
            ),
        },
    ),
    OldList(
        "readers/text/wording.KNOWN",
        {
            "known": (
                "abs absolute adv att aux average avg balanced batch bbox binary box categorical ce char class cls "
                "content cross ctc cur current d data dfl dis "
                "disc discriminator ema end epoch epochs far final g gen "
                "generator giou iter k kl kld label log macro main mask mean med median micro model obj objectness "
                "overall per phase pix pixel rate raw rec recon reconstruction reg regression rel relative root rpn "
                "run running score seg segmentation set smooth smoothed so sparse squared step student style sum "
                "teacher token tokens top total weighted word"
            ),
        },
    ),
    OldList(
        "readers/text/vocabulary.SPLIT_COMPANIONS",
        {
            "beside a split": "data epoch metrics mode on phase result results set stage stats step subset the 集",
        },
    ),
    OldList(
        "series/vocabulary.ADVERSARIAL",
        {
            "adversary": "adv adversarial critic d dis disc discriminator g gan gen generator",
        },
    ),
)
