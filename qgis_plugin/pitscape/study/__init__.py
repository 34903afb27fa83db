"""The whole study as one algorithm: chapters, each of which runs other algorithms with what was given and what came before."""
