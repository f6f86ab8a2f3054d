package io.rtftp.shell.internal.text;

/**
 * One column of a {@link Table}.
 *
 * @param header its first line
 * @param shape how its cells stand
 */
public record Column(String header, Shape shape) {

    /** How cells stand in their column, and what becomes of them where the table is too wide for the terminal. */
    public enum Shape {
        /** Words, never cut. */
        LEFT,
        /** Numbers, never cut. */
        RIGHT,
        /** Words whose start tells most: cut at the end. */
        CUT_END,
        /** Words whose end tells most: cut at the start. */
        CUT_START,
        /** Words that are left out where cutting the others is not enough. */
        LEFT_OR_OUT,
        /** Numbers that are left out where cutting the others is not enough. */
        RIGHT_OR_OUT
    }

    /** Words, never cut. */
    public static Column left(String header) {
        return new Column(header, Shape.LEFT);
    }

    /** Numbers, never cut. */
    public static Column right(String header) {
        return new Column(header, Shape.RIGHT);
    }

    boolean isCut() {
        return shape == Shape.CUT_END || shape == Shape.CUT_START;
    }

    boolean isLeftOut() {
        return shape == Shape.LEFT_OR_OUT || shape == Shape.RIGHT_OR_OUT;
    }

    String pad(String cell, int width) {
        String blanks = " ".repeat(width - cell.length());
        return shape == Shape.RIGHT || shape == Shape.RIGHT_OR_OUT ? blanks + cell : cell + blanks;
    }

    String fit(String cell, int width) {
        if (cell.length() <= width) {
            return cell;
        }
        return shape == Shape.CUT_START
                ? "…" + cell.substring(cell.length() - width + 1)
                : cell.substring(0, width - 1) + "…";
    }
}
