package io.rtftp.shell.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of aligned columns that are at least two blanks apart, so that scripts can split lines at {@code /  +/}; a cell with
 * nothing in it is {@code -}. Lines that begin with a blank belong to the row above.
 */
public final class Table {

    /** The width of whatever has no width: files, pipes, sockets. Nothing is cut for it. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final String GAP = "  ";
    private static final String INDENT = "    ";
    private static final int CUT_LEAST = 10;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<String>> notes = new ArrayList<>();

    /** A table without rows. */
    public Table(Column... columns) {
        this.columns = List.of(columns);
        row(this.columns.stream().map(Column::header).toArray(String[]::new));
    }

    /** Adds a row with a cell for every column. */
    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(cells)
                .map(Printable::of)
                .map(cell -> cell.isEmpty() ? "-" : cell)
                .toList());
        notes.add(new ArrayList<>());
        return this;
    }

    /** Adds a line of its own under the last row. */
    public Table note(String text) {
        notes.get(notes.size() - 1).add(Printable.of(text));
        return this;
    }

    /** The whole table, each line ended, at most {@code width} characters wide where cutting and leaving out suffice. */
    public String render(int width) {
        int[] widths = IntStream.range(0, columns.size()).map(this::natural).toArray();
        leaveOut(widths, width);
        cut(widths, width);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths)).append('\n');
            notes.get(i).forEach(note -> text.append(INDENT).append(note).append('\n'));
        }
        return text.toString();
    }

    private int natural(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths)
                        .filter(w -> w > 0)
                        .map(w -> w + GAP.length())
                        .sum()
                - GAP.length();
    }

    /** Takes from the widest column that may be cut, one by one, so that they end up alike. */
    private void cut(int[] widths, int width) {
        for (int excess = total(widths) - width; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean shrinks = columns.get(i).isCut() && widths[i] > CUT_LEAST;
                if (shrinks && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private void leaveOut(int[] widths, int width) {
        for (int i = widths.length - 1; i >= 0 && total(cutMost(widths)) > width; i--) {
            if (columns.get(i).isLeftOut()) {
                widths[i] = 0;
            }
        }
    }

    private int[] cutMost(int[] widths) {
        return IntStream.range(0, widths.length)
                .map(i -> columns.get(i).isCut() ? Math.min(widths[i], CUT_LEAST) : widths[i])
                .toArray();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                Column column = columns.get(i);
                line.append(line.length() == 0 ? "" : GAP)
                        .append(column.pad(column.fit(cells.get(i), widths[i]), widths[i]));
            }
        }
        return line.toString().stripTrailing();
    }
}
