"""Trials beside the estimator that ships. README.md says what each showed; nothing else imports them."""
