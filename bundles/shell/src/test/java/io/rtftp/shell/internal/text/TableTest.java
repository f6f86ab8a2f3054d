package io.rtftp.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.shell.internal.text.Column.Shape;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TableTest {

    private final Table table = new Table(
                    Column.left("id"),
                    new Column("file", Shape.CUT_START),
                    new Column("origin", Shape.CUT_END),
                    Column.right("sent"),
                    new Column("window", Shape.RIGHT_OR_OUT))
            .row("7", "a/path/that/is/rather/long.bin", "disk lab7:/a/path/that", "8.0 MiB", "16")
            .row("12", "b", "", "0 B", "1");

    @Test
    void withoutAWidthNothingIsCutAndColumnsAreTwoBlanksApart() {
        assertThat(table.render(Table.UNBOUNDED)).isEqualTo("""
                        id  file                            origin                     sent  window
                        7   a/path/that/is/rather/long.bin  disk lab7:/a/path/that  8.0 MiB      16
                        12  b                               -                           0 B       1
                        """);
    }

    @Test
    void theWidestColumnsAreCutUntilTheTableFits() {
        assertThat(table.render(60))
                .isEqualTo("""
                        id  file                origin                  sent  window
                        7   …s/rather/long.bin  disk lab7:/a/path/…  8.0 MiB      16
                        12  b                   -                        0 B       1
                        """)
                .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 60));
    }

    @Test
    void whereCuttingIsNotEnoughTheColumnsOfLeastUseAreLeftOut() {
        assertThat(table.render(42)).isEqualTo("""
                        id  file           origin             sent
                        7   …her/long.bin  disk lab7:/a/…  8.0 MiB
                        12  b              -                   0 B
                        """);
    }

    @Test
    void aNoteStandsUnderItsRowIndented() {
        assertThat(new Table(Column.left("name"))
                        .row("lab7")
                        .note("last error: refused")
                        .row("lab8")
                        .render(Table.UNBOUNDED))
                .isEqualTo("""
                        name
                        lab7
                            last error: refused
                        lab8
                        """);
    }

    @Test
    void whatCouldSteerATerminalIsShownAsAQuestionMark() {
        assertThat(new Table(Column.left("file")).row("a\u001b[2Jb\nc\u202e").render(Table.UNBOUNDED))
                .isEqualTo("file\na?[2Jb?c?\n");
    }

    @Test
    void aRowHasACellForEveryColumn() {
        assertThatThrownBy(() -> table.row("7")).hasMessage("1 cells for 5 columns");
    }
}
