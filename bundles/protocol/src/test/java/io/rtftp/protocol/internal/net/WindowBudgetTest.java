package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowBudgetTest {

    private static final long BYTES = 64 << 20;

    private final WindowBudget budget = new WindowBudget(BYTES);

    @Test
    void theFirstOnesHaveTheLargestWindowsAndTheNextOnesStillHaveSome() {
        long given = 0;
        long last = Long.MAX_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long next = budget.mostBytes();
            assertThat(next).isBetween((long) WindowBudget.LEAST_BYTES, last);
            budget.take(next);
            given += next;
            last = next;
        }
        assertThat(given).isLessThan(BYTES + 1_000L * WindowBudget.LEAST_BYTES);
        assertThat(last).isEqualTo(WindowBudget.LEAST_BYTES);
    }

    @Test
    void whatIsGivenBackIsThereForTheNext() {
        long most = budget.mostBytes();
        for (int i = 0; i < 100; i++) {
            budget.take(BYTES / 50);
        }
        assertThat(budget.mostBytes()).isEqualTo(WindowBudget.LEAST_BYTES);
        for (int i = 0; i < 100; i++) {
            budget.giveBack(BYTES / 50);
        }
        assertThat(budget.mostBytes()).isEqualTo(most);
    }
}
