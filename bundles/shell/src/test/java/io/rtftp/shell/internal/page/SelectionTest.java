package io.rtftp.shell.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.Given;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SelectionTest {

    private static final List<TransferView> RUNNING = List.of(Given.sending(), Given.resolving());
    private static final List<TransferView> ENDED = LongStream.range(0, 12)
            .mapToObj(age -> Given.notFound(40 - age, age % 2 == 0 ? "192.0.2.5" : "192.0.2.50"))
            .toList();

    @Test
    void theRunningComeFirstThenTheTenThatEndedLast() {
        assertThat(ids(new Selection(false, Optional.empty()), RUNNING))
                .containsExactly(17L, 18L, 40L, 39L, 38L, 37L, 36L, 35L, 34L, 33L, 32L, 31L);
    }

    @Test
    void allMeansEveryOneThatIsRemembered() {
        assertThat(ids(new Selection(true, Optional.empty()), RUNNING))
                .hasSize(14)
                .endsWith(30L, 29L);
    }

    @Test
    void anAddressIsMatchedWhole() {
        assertThat(ids(new Selection(false, Optional.of("192.0.2.5")), RUNNING))
                .containsExactly(17L, 40L, 38L, 36L, 34L, 32L, 30L);
        assertThat(ids(new Selection(false, Optional.of("2001:db8::5")), RUNNING))
                .containsExactly(18L);
    }

    @Test
    void oneThatEndsBetweenTheTwoQuestionsStandsOnce() {
        assertThat(ids(
                        new Selection(false, Optional.empty()),
                        List.of(Given.notFound(40, "192.0.2.5"), Given.sending())))
                .startsWith(17L, 40L)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsASentence() {
        assertThat(new Selection(false, Optional.empty()).emptyText())
                .isEqualTo("no transfers are running, and none is remembered\n");
        assertThat(new Selection(true, Optional.of("192.0.2.5")).emptyText())
                .isEqualTo("no transfers of 192.0.2.5 are running, and none is remembered\n");
    }

    private static List<Long> ids(Selection selection, List<TransferView> running) {
        return selection.of(running, ENDED).stream().map(TransferView::id).toList();
    }
}
