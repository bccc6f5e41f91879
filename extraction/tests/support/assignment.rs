//! The best one-to-one assignment of expected steps to extracted ones (the Hungarian method, O(n³)).

/// For each row the column it gets, so that the sum of `worth` is highest; `None` where nothing is worth anything.
///
/// `worth[row][column]` is at least 0, and 0 means that the two do not belong together.
pub fn best(worth: &[Vec<i64>], columns: usize) -> Vec<Option<usize>> {
    let rows = worth.len();
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| -worth.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0);

    // Rows and columns are counted from 1; column 0 is where the row being placed starts.
    let mut row_price = vec![0_i64; size + 1];
    let mut column_price = vec![0_i64; size + 1];
    let mut row_of = vec![0_usize; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut slack = vec![i64::MAX; size + 1];
        let mut came_from = vec![0_usize; size + 1];
        let mut seen = vec![false; size + 1];
        let mut at = 0;
        while row_of[at] != 0 {
            seen[at] = true;
            let here = row_of[at];
            let (mut step, mut next) = (i64::MAX, 0);
            for column in 1..=size {
                if seen[column] {
                    continue;
                }
                let reduced = cost(here - 1, column - 1) - row_price[here] - column_price[column];
                if reduced < slack[column] {
                    slack[column] = reduced;
                    came_from[column] = at;
                }
                if slack[column] < step {
                    step = slack[column];
                    next = column;
                }
            }
            for column in 0..=size {
                if seen[column] {
                    row_price[row_of[column]] += step;
                    column_price[column] -= step;
                } else if column > 0 {
                    slack[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            let previous = came_from[at];
            row_of[at] = row_of[previous];
            at = previous;
        }
    }

    let mut chosen = vec![None; rows];
    for (column, &row) in row_of.iter().enumerate().take(columns + 1).skip(1) {
        if (1..=rows).contains(&row) && cost(row - 1, column - 1) < 0 {
            chosen[row - 1] = Some(column - 1);
        }
    }
    chosen
}
