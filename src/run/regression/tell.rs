//! What a user is told of a model, and warned of.

use super::found::Found;
use crate::{
    engine::{message::Message, variables::tell_of_stand_ins},
    figures::{count, things},
    kernels::drivers::regression::{design::Source, runs::MOST_DISTINCT, steps::Stage},
    sentence::{Phrase, Sentence, list, phrase, sentence},
};

/// p of Moran's I below which residuals of neighbours are alike.
const LEVEL: f64 = 0.05;

/// Variance inflation beyond which it is told.
const INFLATED: f64 = 5.0;

/// Rows for each coefficient, at least.
const ROWS_EACH: u64 = 10;

/// Share of cells like the cell before, from which on a layer has few values of its own.
const IN_RUNS: f64 = 0.75;

/// Cells that are so many times as wide as those of Y are told.
const COARSER: f64 = 4.0;

pub fn tell(found: &Found, messages: &mut Vec<Message>) {
    of_rows(found, messages);
    of_bases(found, messages);
    let numbers = [&found.variables.y].into_iter().chain(&found.variables.numbers);
    tell_of_stand_ins(numbers.zip(found.judged.solved.ends.iter().copied()), messages);
    let mut warn = |code, told: Sentence| messages.push(Message::warning(code, told));
    let model = &found.judged.solved.model;
    if let Some((p, z)) = found.judged.moran.as_ref().and_then(|moran| moran.p.zip(moran.z)).filter(|(p, _)| *p < LEVEL)
    {
        let told = match z > 0.0 {
            true => sentence!(
                "Residuals of neighbours are alike (moran_p {p}): p and se take them for independent and are too small. {read}; robust_lm_lag and robust_lm_error say whether Y or errors go together.",
                p = told(p),
                read = read(found)
            ),
            false => sentence!(
                "Residuals of neighbours are less alike than by chance (moran_p {p}), and p and se take them for independent. {read}.",
                p = told(p),
                read = read(found)
            ),
        };
        warn("NEIGHBOURS_ALIKE", told);
    }
    few_blocks(found, &mut warn);
    of_y(found, &mut warn);
    if model.fit.rss <= 0.0 && !found.judged.classes.iter().any(|figures| figures.determined) {
        let told = sentence!(
            "The variables tell {y} exactly, but for rounding: it was made of them. Nothing is left to test, and p, F and the tests of residuals are NULL.",
            y = found.variables.y
        );
        warn("EXACT", told);
    }
    if model.fit.rss > 0.0 && found.judged.moran.is_none() && found.judged.likeness.is_some() {
        let told = sentence!(
            "Moran’s I and the tests beside it are NULL: no cell has a neighbour, or there are fewer than 10 rows."
        );
        warn("NO_NEIGHBOURS", told);
    }
    let inflated: Vec<Sentence> = inflated(found);
    if !inflated.is_empty() {
        let told = sentence!(
            "Variables that say much the same have uncertain coefficients; VIF is over 5 of {names}.",
            names = list(inflated)
        );
        warn("VIF", told);
    }
    let each = model.rows / model.count().max(1) as u64;
    if each < ROWS_EACH {
        let told = sentence!(
            "There are {rows} for {coefficients}: fewer than 10 rows each, and the model may follow chance.",
            rows = things!(model.rows, "{count} row", "{count} rows"),
            coefficients = things!(model.count() as u64, "{count} coefficient", "{count} coefficients")
        );
        warn("FEW_ROWS", told);
    }
    in_runs(found, &mut warn);
    left_out(found, &mut warn);
    let written = found.written;
    if written.outside > 0 {
        let percent = written.outside as f64 / written.predicted as f64 * 100.0;
        let told = sentence!(
            "{outside} of {predicted} cells of PREDICTED ({percent} %) lie outside of what the model was fitted to, in one variable at least: there it is extrapolated.",
            outside = count(written.outside),
            predicted = count(written.predicted),
            percent = if percent < 0.01 { format!("{percent:.1e}") } else { format!("{percent:.2}") }
        );
        warn("EXTRAPOLATED", told);
    }
    if written.unknown > 0 {
        let told = sentence!(
            "{cells} of PREDICTED without a value: no row of the fit has their class.",
            cells = things!(written.unknown, "{count} cell", "{count} cells")
        );
        warn("UNKNOWN_CLASS", told);
    }
    if found.judged.residuals.leverage_one > 0 {
        let told = sentence!(
            "The model goes through {rows} whatever their value is, as a variable tells of these alone: se_hc3 and r2_pred are NULL.",
            rows = things!(found.judged.residuals.leverage_one, "{count} row", "{count} rows")
        );
        warn("LEVERAGE", told);
    }
}

/// What to read in place of p.
fn read(found: &Found) -> Phrase {
    match found.judged.blocks.as_ref().is_some_and(|blocks| blocks.errors.is_some()) {
        true => phrase!("Read p_block"),
        false => phrase!("There is no p_block that could be read in their place"),
    }
}

/// Blocks for each coefficient, at least.
const BLOCKS_EACH: usize = 10;

/// Coefficients whose error blocks do not tell, and more of them than so many blocks tell well.
fn few_blocks(found: &Found, warn: &mut impl FnMut(&'static str, Sentence)) {
    let Some(blocks) = &found.judged.blocks else { return };
    let Some(errors) = &blocks.errors else { return };
    let coefficients = found.judged.solved.model.count();
    if blocks.count < BLOCKS_EACH * coefficients {
        let told = sentence!(
            "There are {blocks} blocks for {coefficients} coefficients: with fewer than 10 blocks each p_block is still too small. Of 8 simulated maps that had nothing to do with Y .14 had one of 0.05 or less on 25 blocks, .11 on 49, .09 on 100 (of one map .05 on 25, .08 on 49).",
            blocks = count(blocks.count as u64),
            coefficients
        );
        warn("FEW_BLOCKS_EACH", told);
    }
    let coefficients = found.judged.solved.model.coefficients.iter().zip(errors).filter(|(_, error)| error.is_none());
    let names: Vec<&str> = coefficients.map(|(own, _)| found.name(own.column)).collect();
    if !names.is_empty() {
        let told = sentence!(
            "Fewer than 5 blocks tell of {names}, so that p_block is NULL there: a class that lies in one place, or a value that is far from all others.",
            names = list(names)
        );
        warn("FEW_BLOCKS_TELL", told);
    }
}

/// A p as it is printed.
fn told(p: f64) -> String {
    match p {
        p if p < 1e-300 => "< 1e-300".to_owned(),
        p if p < 1e-3 => format!("{p:.1e}"),
        p => format!("{p:.3}"),
    }
}

/// How many rows the model is made of, and what the others lack.
fn of_rows(found: &Found, messages: &mut Vec<Message>) {
    let rows = found.judged.solved.model.rows;
    let rows = match found.cells {
        true => things!(rows, "{count} cell has", "{count} cells have"),
        false => things!(rows, "{count} row has", "{count} rows have"),
    };
    let names = [&found.variables.y].into_iter().chain(found.variables.names());
    let lacking = names.zip(&found.judged.lacking.0).filter(|(_, count)| **count > 0);
    let lacking: Vec<Sentence> =
        lacking.map(|(name, lacking)| sentence!("{name} ({lacking})", name, lacking = count(*lacking))).collect();
    let more = (!lacking.is_empty())
        .then(|| sentence!(" Where one variable alone is missing it is {lacking}.", lacking = list(lacking)));
    let told = sentence!("{rows} a value of all variables: the model is made of these.{more}", rows, more);
    messages.push(Message::info("ROWS", told));
}

/// Which class of a factor the others are told from.
fn of_bases(found: &Found, messages: &mut Vec<Message>) {
    let sources = &found.judged.solved.design.sources[found.variables.first_factor()..];
    for (factor, (name, source)) in found.variables.factors.iter().zip(sources).enumerate() {
        let Source::Factor { levels, .. } = source else { continue };
        let others: Vec<String> = levels.others.iter().map(|code| found.variables.class(factor, *code)).collect();
        let more = (!others.is_empty()).then(|| {
            sentence!(" Classes with fewer than 30 rows are one, called other: {classes}.", classes = list(others))
        });
        let told = sentence!(
            "Coefficients of {name} are differences from its largest class, {base}.{more}",
            name,
            base = found.variables.class(factor, levels.base),
            more
        );
        messages.push(Message::info("BASE", told));
    }
}

/// Of values that are those of a table of classes.
fn of_y(found: &Found, warn: &mut impl FnMut(&'static str, Sentence)) {
    let y = &found.variables.y;
    if let Some(distinct) = found
        .judged
        .runs
        .first()
        .map(|run| run.distinct)
        .filter(|distinct| *distinct <= MOST_DISTINCT && 2 * *distinct as u64 <= found.judged.solved.model.rows)
    {
        let told = sentence!(
            "{y} has {values} only: carbon from a table of land-cover classes has one value for each class, residuals cannot be normal, and a model of it finds the classes again.",
            y,
            values = things!(distinct as u64, "{count} value", "{count} values")
        );
        warn("FEW_VALUES", told);
    }
    let determine = found.variables.factors.iter().zip(&found.judged.classes).filter(|(_, figures)| figures.determined);
    for (name, _) in determine {
        let told = sentence!(
            "{y} has one value in each class of {name}: it was made of these classes, and the model only finds that table again. Leave {name} out, or take a Y that was measured.",
            y,
            name
        );
        warn("DETERMINED", told);
    }
}

fn inflated(found: &Found) -> Vec<Sentence> {
    let solved = &found.judged.solved;
    let of = |at: usize| {
        let term = &solved.design.terms[at];
        let own = solved.model.coefficients.iter().find(|own| own.column.is_some_and(|c| term.columns.contains(&c)))?;
        let vif = own.vif?;
        // GVIF^(1 / df) has the measure of a VIF.
        let like = if term.is_factor { vif * vif } else { vif };
        (like > INFLATED).then(|| sentence!("{name} ({vif})", name = term.name, vif = format!("{vif:.1}")))
    };
    (0..solved.design.terms.len()).filter_map(of).collect()
}

fn in_runs(found: &Found, warn: &mut impl FnMut(&'static str, Sentence)) {
    if !found.cells {
        return;
    }
    let numbers = found.variables.numbers.iter().zip(found.judged.runs.iter().skip(1));
    let in_model = |name: &String| {
        found.judged.solved.model.columns.iter().any(|column| found.judged.solved.design.columns[*column].name == *name)
    };
    for ((name, run), coarser) in
        numbers.zip(found.variables.coarser.iter().skip(1)).filter(|((name, _), _)| in_model(name))
    {
        if *coarser >= COARSER {
            let told = sentence!(
                "Cells of {name} are {times} times as wide as those of {y}: it has far fewer values than there are cells. Read p_block.",
                name,
                times = format!("{coarser:.0}"),
                y = found.variables.y
            );
            warn("IN_RUNS", told);
            continue;
        }
        let Some(share) = run.equal_share.filter(|share| *share >= IN_RUNS) else { continue };
        let told = sentence!(
            "{name}: {percent} % of the cells equal the cell before, as those of a coarser layer that was cut into smaller cells, or of one that is the same over wide land. It has far fewer values than there are cells; read p_block.",
            name,
            percent = format!("{:.0}", share * 100.0)
        );
        warn("IN_RUNS", told);
    }
}

/// What screening took out, and a model that nothing entered.
fn left_out(found: &Found, warn: &mut impl FnMut(&'static str, Sentence)) {
    let solved = &found.judged.solved;
    let gone = |stage: Stage| {
        let steps = solved.steps.iter().filter(|step| step.stage == stage);
        let names = steps.filter_map(|step| step.column.map(|column| solved.design.columns[column].name.clone()));
        names.collect::<Vec<String>>()
    };
    let mut constant: Vec<String> = found.lone_factors().map(str::to_owned).collect();
    constant.extend(gone(Stage::Constant));
    if !constant.is_empty() {
        warn("CONSTANT", sentence!("The same in all rows, and left out: {names}.", names = list(constant)));
    }
    let singular = gone(Stage::Singular);
    if !singular.is_empty() {
        let told = sentence!(
            "Exact combinations of the variables before them, and left out: {names}.",
            names = list(singular)
        );
        warn("COMBINATION", told);
    }
    if solved.model.columns.is_empty() {
        let told = phrase!("No variable is left in the model: it is the mean of Y.");
        warn("NO_VARIABLE", told.into());
    }
}
