"""Linear regression by definition: orthogonal columns in extended precision, whole matrices of neighbours, folds that are fitted anew."""

import dataclasses
import functools
import math

import numpy as np

from .correlation import beta_tail

LONG = np.longdouble


def p_of_t(t, df):
    """Two-sided p; None where t is not defined."""
    if t is None or df <= 0:
        return None
    t = float(t)
    return beta_tail(df / (df + t * t), t * t / (df + t * t), df / 2, 0.5)


def p_of_f(f, df1, df2):
    f = float(f)
    return beta_tail(df2 / (df2 + df1 * f), df1 * f / (df2 + df1 * f), df2 / 2, df1 / 2)


def p_of_chi2(value, df):
    """Upper tail: from erfc and exp by the recurrence Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1)."""
    x = float(value) / 2
    if x <= 0:
        return 1.0
    a = 0.5 if df % 2 else 1.0
    total = math.erfc(math.sqrt(x)) if df % 2 else math.exp(-x)
    while a < df / 2:
        total += math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return total


def p_of_z(z):
    return math.erfc(abs(float(z)) / math.sqrt(2))


@functools.lru_cache(None)
def t_limit(df):
    """The t whose two-sided p is 0.05."""
    low, high = 0.0, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if p_of_t(middle, df) > 0.05 else (low, middle)
    return (low + high) / 2


def orthogonal(columns):
    """Q and R of columns by Gram and Schmidt, each column twice, in extended precision."""
    columns = np.asarray(columns, LONG)
    n, p = columns.shape
    q, r = np.zeros((n, p), LONG), np.zeros((p, p), LONG)
    for at in range(p):
        v = columns[:, at].copy()
        for _ in range(3):
            parts = q[:, :at].T @ v
            v = v - q[:, :at] @ parts
            r[:at, at] += parts
        r[at, at] = np.sqrt(v @ v)
        q[:, at] = v / r[at, at] if r[at, at] else 0
    return q, r


def solve_upper(r, b):
    x = np.zeros(b.shape, LONG)
    for at in reversed(range(len(r))):
        x[at] = (b[at] - r[at, at + 1 :] @ x[at + 1 :]) / r[at, at]
    return x


def rss_of(y, columns):
    """What least squares leaves of y."""
    y = np.asarray(y, LONG)
    if columns.shape[1] == 0:
        return y @ y
    q, _r = orthogonal(columns)
    for _ in range(2):
        y = y - q @ (q.T @ y)
    return y @ y


def centred(values):
    values = np.asarray(values, LONG)
    return values - values.mean(0)


@dataclasses.dataclass
class Term:
    """A variable or a factor: names of its columns and their values by row."""

    name: str
    names: list
    columns: np.ndarray
    factor: bool = False


def design(terms, n, intercept):
    parts = ([np.ones((n, 1))] if intercept else []) + [term.columns for term in terms]
    return np.hstack(parts).astype(LONG) if parts else np.zeros((n, 0), LONG)


class Fit:
    def __init__(self, y, terms, intercept=True):
        self.y, self.terms, self.intercept = np.asarray(y, LONG), terms, intercept
        self.n = n = len(y)
        x = self.x = design(terms, n, intercept)
        self.p = p = x.shape[1]
        # The first column stays as it is, so that others lose their means first: large offsets cost no digits.
        self.q, r = orthogonal(x)
        self.inverse_r = solve_upper(r, np.eye(p, dtype=LONG))
        self.xtx_inverse = self.inverse_r @ self.inverse_r.T
        rest, self.b = self.y.copy(), np.zeros(p, LONG)
        for _ in range(3):
            parts = self.q.T @ rest
            rest = rest - self.q @ parts
            self.b = self.b + self.inverse_r @ parts
        self.e = rest
        self.rss = rest @ rest
        self.tss = (centred(self.y) ** 2).sum() if intercept else self.y @ self.y
        self.df = n - p
        self.names = (["intercept"] if intercept else []) + [name for term in terms for name in term.names]
        self.leverage = (self.q**2).sum(1)
        self.sigma2 = self.rss / self.df if self.df > 0 else None

    def model(self):
        rows, df = {}, self.df
        se = np.sqrt(np.diag(self.xtx_inverse) * self.sigma2)
        sd_y = np.sqrt(self.tss)
        for at, name in enumerate(self.names):
            t = self.b[at] / se[at]
            row = {"coefficient": self.b[at], "se": se[at], "t": t, "p": p_of_t(t, df)}
            row["ci95_low"], row["ci95_high"] = (self.b[at] + sign * t_limit(df) * se[at] for sign in (-1, 1))
            if name != "intercept":
                x = self.x[:, at]
                norm = np.sqrt((centred(x) ** 2).sum() if self.intercept else x @ x)
                row["beta"] = self.b[at] * norm / sd_y
                row["partial_r"] = t / np.sqrt(t * t + df)
            else:
                row["beta"] = row["partial_r"] = None
            rows[name] = row
        for term, vif in zip(self.terms, self.inflations()):
            for name in term.names:
                rows[name]["vif"] = vif
        if self.intercept:
            rows["intercept"]["vif"] = None
        return {name: {key: value if value is None else float(value) for key, value in row.items()} for name, row in rows.items()}

    def inflations(self):
        return inflations(self.terms, self.intercept, self.n)

    def sandwich(self, scores):
        """Standard errors from scores, summed within groups: of orthogonal columns, which offsets do not spoil."""
        spread = scores @ self.inverse_r.T
        return np.sqrt((spread**2).sum(0))

    def hc3(self):
        if self.leverage.max() > 1 - 1e-10:
            return [(None, None)] * self.p
        left = self.e / (1 - self.leverage)
        se = self.sandwich(self.q * left[:, None])
        return [(float(s), p_of_t(b / s, self.df)) for b, s in zip(self.b, se)]

    def blocks(self, block):
        """CR1 and p of t(G - 1); neither of a coefficient that fewer than 5 blocks tell, by the squares of what the others leave of its column."""
        kinds = np.unique(block)
        along = self.inverse_r @ self.q.T
        weights = np.array([(along[:, block == kind] ** 2).sum(1) for kind in kinds])
        telling = weights.sum(0) ** 2 / (weights**2).sum(0)
        scores = np.array([(self.q[block == kind] * self.e[block == kind][:, None]).sum(0) for kind in kinds])
        g, n, p = len(kinds), self.n, self.p
        se = self.sandwich(scores) * np.sqrt(LONG(g) / (g - 1) * (n - 1) / (n - p))
        return [(float(s), p_of_t(b / s, g - 1)) if told >= 5 else (None, None) for b, s, told in zip(self.b, se, telling)]

    def validated(self, fold):
        """Root mean square error of what is predicted by fits without the fold, and its r2."""
        wrong = LONG(0)
        for kind in np.unique(fold):
            kept = fold != kind
            q, r = orthogonal(self.x[kept])
            told = np.abs(np.diag(r)) > 1e-12 * np.sqrt((self.x**2).sum(0))  # others, as a class of the fold alone, count as 0
            q, r = orthogonal((self.q if told.all() else self.x[:, told])[kept])
            of = self.q if told.all() else self.x[:, told]
            b = solve_upper(r, q.T @ (self.e if told.all() else self.y)[kept])
            wrong += (((self.e if told.all() else self.y)[~kept] - of[~kept] @ b) ** 2).sum()
        return {"r2_cv_block": float(1 - wrong / self.tss), "rmse_cv_block": float(np.sqrt(wrong / self.n))}

    def figures(self):
        """Diagnostics that need no neighbours: value or (value, p)."""
        n, p, rss, e, df = self.n, self.p, self.rss, self.e, self.df
        k = p - self.intercept
        r2 = 1 - rss / self.tss
        made = {"n": n, "distinct_y": len(np.unique(self.y)), "r2": r2}
        made["r2_adj"] = 1 - (1 - r2) * (n - self.intercept) / df
        through = self.leverage.max() > 1 - 1e-10
        made["r2_pred"] = None if through else 1 - ((e / (1 - self.leverage)) ** 2).sum() / self.tss
        made["rmse"] = np.sqrt(rss / df)
        f = (self.tss - rss) / k / (rss / df) if k else None
        made["f"] = (f, p_of_f(f, k, df)) if k else (None, None)
        likelihood = n * (np.log(2 * LONG(np.pi)) + np.log(rss / n) + 1)
        made["aic"] = likelihood + 2 * (p + 1)
        made["aicc"] = made["aic"] + 2 * LONG(p + 1) * (p + 2) / (n - p - 2) if n - p - 2 > 0 else None
        made["bic"] = likelihood + np.log(LONG(n)) * (p + 1)
        made["durbin_watson"] = (np.diff(e) ** 2).sum() / rss
        z = centred(e)
        m2, m3, m4 = ((z**power).mean() for power in (2, 3, 4))
        value = n / LONG(6) * (m3**2 / m2**3 + (m4 / m2**2 - 3) ** 2 / 4)
        made["jarque_bera"] = (value, p_of_chi2(value, 2))
        squares = e**2
        around = centred(squares)
        ones = np.ones((n, 1))
        within = rss_of(ones[:, 0], self.x) < 1e-12 * n  # the columns hold a constant
        value = n * (1 - rss_of(around, self.x if within else np.hstack([ones, self.x])) / (around @ around))
        free = p - within
        made["koenker_bp"] = (value, p_of_chi2(value, free)) if free else (None, None)
        made["condition_number"] = self.condition()
        return made

    def condition(self):
        """Of columns of unit length: largest singular values of R and of its inverse, each of which doubles have exactly."""
        norms = np.sqrt((self.x**2).sum(0))
        r = self.q.T @ self.x / norms
        return math.prod(np.linalg.svd(part.astype(float), compute_uv=False)[0] for part in (r, norms[:, None] * self.inverse_r))

    def near(self, w):
        """Moran's I of the residuals with moments of Cliff and Ord, and tests by Lagrange multipliers: w is n x n."""
        n, p, e, y = self.n, self.p, self.e, self.y
        s0 = w.sum()
        if not s0:
            return None
        q = self.q.astype(float)
        m = np.eye(n) - q @ q.T
        rss = self.rss
        mw = m @ w
        we = w.T.astype(LONG) @ e  # by rows of extended numbers: the robust tests are small differences
        first = np.trace(mw) / (n - p)
        second = ((mw * mw.T).sum() + np.trace(mw @ m @ w.T) + np.trace(mw) ** 2) / ((n - p) * (n - p + 2))
        i = n / s0 * (we @ e) / rss
        made = {"moran_expected": n / s0 * first, "moran_variance": (n / s0) ** 2 * (second - first**2)}
        z = (i - made["moran_expected"]) / math.sqrt(made["moran_variance"])
        made["moran_i"], made["moran_z"] = (i, p_of_z(z)), z
        s2 = rss / n
        t = (w * w).sum() + (w * w.T).sum()
        across = w.astype(LONG) @ (y - e)
        for _ in range(2):
            across = across - self.q @ (self.q.T @ across)
        j = (across @ across + t * s2) / s2
        error, lag = we @ e / s2, we @ y / s2
        values = {"lm_error": error**2 / t, "lm_lag": lag**2 / j}
        values["robust_lm_error"] = (error - t / j * lag) ** 2 / (t * (1 - t / j))
        values["robust_lm_lag"] = (lag - error) ** 2 / (j - t)
        made["robust_slack"] = float(j / (j - t)) if j > t else math.inf  # how many digits are lost in j - t
        made.update({name: (value, p_of_chi2(value, 1)) for name, value in values.items()})
        return made

    def places(self):
        """Leverage, residual by the fit without the row, Cook's distance."""
        h, e, df = self.leverage, self.e, self.df
        without = (self.rss - e**2 / (1 - h)) / (df - 1)
        return h, e / np.sqrt(without * (1 - h)), e**2 * h / (self.p * self.sigma2 * (1 - h) ** 2)


def inflations(terms, intercept, n):
    """VIF; of a factor GVIF^(1 / (2 df)). Shares of what other columns leave, by determinants of R factors."""
    made = []
    for at, term in enumerate(terms):
        others = design(terms[:at] + terms[at + 1 :], n, intercept)
        alone = np.diag(orthogonal(np.hstack([np.ones((n, 1)), term.columns]) if intercept else term.columns)[1])[
            int(intercept) :
        ]
        left = np.diag(orthogonal(np.hstack([others, term.columns]))[1])[others.shape[1] :]
        if (left <= 0).any():
            made.append(math.inf)
            continue
        inflation = float(np.prod((alone / left) ** 2))
        made.append(inflation ** (1 / (2 * len(term.names))) if term.factor else inflation)
    return made


def queen(cells, step=1):
    """Row-standardised weights of 8 neighbours; cells are (row, column)."""
    number = {tuple(cell): at for at, cell in enumerate(cells)}
    w = np.zeros((len(cells), len(cells)))
    for (row, column), at in number.items():
        for i in (-step, 0, step):
            for j in (-step, 0, step):
                other = number.get((row + i, column + j))
                if other is not None and other != at:
                    w[at, other] = 1
    sums = w.sum(1, keepdims=True)
    return np.divide(w, sums, out=w, where=sums > 0)


def nearest(x, y, count=8):
    """Row-standardised weights of the nearest places, ties by order."""
    n = len(x)
    distance = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    np.fill_diagonal(distance, np.inf)
    w = np.zeros((n, n))
    count = min(count, n - 1)
    for at in range(n):
        w[at, np.argsort(distance[at], kind="stable")[:count]] = 1 / count
    return w


def ties(x, y, count=8):
    """Whether the last of the nearest and the next are as far for some place."""
    distance = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    np.fill_diagonal(distance, np.inf)
    distance.sort(1)
    return len(x) > count + 1 and (distance[:, count] <= distance[:, count - 1] * (1 + 1e-9)).any()


def factor_term(name, codes, few=30):
    """Dummies by code, the largest class the base, codes of under 30 rows joined."""
    groups = groups_of(codes, few)
    largest = str(base_of(codes))
    names = [group for group in groups if group != largest]
    columns = np.array([groups[group] for group in names], float).T.reshape(len(codes), len(names))
    return Term(name, [f"{name} {group}" for group in names], columns, True)


def base_of(codes):
    """The largest class, of some the first; it is joined to no other however small it is."""
    kinds, counts = np.unique(codes, return_counts=True)
    return kinds[counts.argmax()]


def groups_of(codes, few=30):
    kinds, counts = np.unique(codes, return_counts=True)
    joined = [kind for kind, count in zip(kinds, counts) if count < few and kind != base_of(codes)]
    groups = {str(kind): codes == kind for kind in kinds if kind not in joined}
    if joined:
        groups["other"] = np.isin(codes, joined)
    return groups


def aspect_terms(degrees):
    """Northness and eastness; flat, which is negative: 0 and 0."""
    turned = np.radians(degrees)
    return [
        Term(name, [name], np.where(degrees < 0, 0.0, turning(turned))[:, None])
        for name, turning in (("northness", np.cos), ("eastness", np.sin))
    ]


def screened(terms, n, intercept, vif_limit):
    """Terms that stay: constants out, VIF rounds with ties to the later. Steps as (stage, name)."""
    steps, terms = [], list(terms)
    for term in list(terms):
        if term.columns.shape[1] == 0 or (intercept and (np.ptp(term.columns, axis=0) == 0).all()):
            terms.remove(term)
            steps.append(("constant", term.name))
    for term in list(terms):
        before = design(terms[: terms.index(term)], n, intercept)
        for at in range(term.columns.shape[1]):
            column = term.columns[:, at].astype(LONG)
            whole = (centred(column) ** 2).sum() if intercept else column @ column
            if rss_of(column, before) <= 1e-14 * whole and not term.factor:
                terms.remove(term)
                steps.append(("singular", term.name))
    while vif_limit and len(terms):
        found = inflations(terms, intercept, n)
        found = [
            value**2 if term.factor else value for term, value in zip(terms, found)
        ]  # as the variance inflation of one column
        worst = max(found)
        if worst <= vif_limit:
            break
        at = max(at for at, value in enumerate(found) if value >= worst * (1 - 1e-9))
        steps.append(("vif", terms[at].name, found[at]))
        terms.pop(at)
    return terms, steps


def tolerances(terms, n, intercept):
    """1 / VIF of each term's columns."""
    made = []
    x = design(terms, n, intercept)
    for at in range(int(intercept), x.shape[1]):
        column = x[:, at]
        whole = (centred(column) ** 2).sum() if intercept else column @ column
        made.append(float(rss_of(column, np.delete(x, at, 1)) / whole) if whole else 0.0)
    return made


def select(y, terms, intercept, how, p_enter, p_remove):
    """The path of SPSS: (action, name, f, p) and the terms at the end, in the order in which they came."""
    n, inside, path = len(y), [], []
    enough = lambda chosen: all(value >= 1e-4 for value in tolerances(chosen, n, intercept))  # noqa: E731

    def test(chosen, term):
        full, less = (
            rss_of(y, design(some, n, intercept)) for some in (chosen, [other for other in chosen if other is not term])
        )
        df = n - design(chosen, n, intercept).shape[1]
        if df <= 0:
            return None
        q = term.columns.shape[1]
        f = (less - full) / q / (full / df)
        return float(f), p_of_f(max(f, 0), q, df)

    if how == "backward":
        for term in terms:
            if enough(inside + [term]):
                inside.append(term)
    for _ in range(2 * len(terms) if how != "backward" else len(terms)):
        if how != "forward":
            worst = None
            for term in inside:
                found = test(inside, term)
                if found and found[1] >= p_remove and (worst is None or found[1] > worst[1][1]):
                    worst = term, found
            if worst:
                inside = [term for term in inside if term is not worst[0]]
                path.append(("remove", worst[0].name, *worst[1]))
                continue
        if how == "backward":
            break
        best = None
        for term in terms:
            if any(term is other for other in inside) or not enough(inside + [term]):
                continue
            found = test(inside + [term], term)
            if found and found[1] <= p_enter and (best is None or (found[1], -found[0]) < (best[1][1], -best[1][0])):
                best = term, found
        if not best:
            break
        inside = inside + [best[0]]
        path.append(("enter", best[0].name, *best[1]))
    return inside, path
