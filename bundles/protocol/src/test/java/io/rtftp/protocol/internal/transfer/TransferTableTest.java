package io.rtftp.protocol.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.protocol.Repository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every pair of state and event in {@code docs/transfer.md}: what is written there is what happens. */
@NullMarked
class TransferTableTest {

    private static final String STATE_HEADING = "### ";

    /** One row of the document, with the state whose table it stands in. */
    record Row(String state, String event, String orders, String next, String why) {}

    @Test
    void everyPairOfStateAndEventStandsThereOnce() {
        List<String> pairs =
                rows().map(row -> row.state + " / " + row.event).sorted().toList();

        List<String> expected = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            Arrays.stream(Happening.values())
                    .map(happening -> situation.title() + " / " + happening.title())
                    .forEach(expected::add);
        }
        assertThat(pairs).containsExactlyElementsOf(expected.stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsWrittenThereHappens(Row row) {
        Situation situation = Situation.valueOf(row.state.replace(' ', '_'));
        Happening happening = Arrays.stream(Happening.values())
                .filter(any -> any.title().equals(row.event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event is called " + row.event));
        TransferBench bench = situation.transfer();
        assertThat(out(bench, situation.out())).as("the state itself").isEqualTo(situation.out());

        if (!happening.isPossible(bench, situation)) {
            assertThat(row.orders).isEqualTo("cannot be");
            return;
        }
        String orders = String.join(", ", happening.on(bench, situation));

        assertThat(orders.isEmpty() ? "nothing" : orders).isEqualTo(row.orders);
        assertThat(next(bench, situation)).isEqualTo(row.next);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowSaysWhichRuleItFollows(Row row) {
        assertThat(row.why).containsPattern("RFC \\d{3,4}|^ours: ");
    }

    private static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String state = "";
        for (String line : Repository.lines("docs/transfer.md")) {
            List<String> cells = Repository.cells(line);
            if (line.startsWith(STATE_HEADING)) {
                state = line.substring(STATE_HEADING.length());
            } else if (!state.isEmpty() && cells.size() == 4 && !cells.get(0).equals("event")) {
                rows.add(new Row(state, cells.get(0), cells.get(1), cells.get(2), cells.get(3)));
            }
        }
        return rows.stream();
    }

    private static String next(TransferBench bench, Situation before) {
        return switch (bench.transfer().state()) {
            case NEGOTIATING -> "NEGOTIATING";
            case SENDING -> "SENDING, " + out(bench, before.out()) + " out";
            case ENDED -> "ENDED";
        };
    }

    private static String out(TransferBench bench, String ofNegotiation) {
        if (bench.transfer().state() != TransferState.SENDING) {
            return ofNegotiation;
        }
        long first = bench.acknowledged() + 1;
        long last = bench.lastSent();
        if (first > last) {
            return "none";
        }
        return first == last ? "block " + first : "blocks " + first + "-" + last;
    }
}
