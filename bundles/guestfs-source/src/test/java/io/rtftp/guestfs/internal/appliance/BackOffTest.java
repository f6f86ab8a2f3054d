package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(30));

    @Test
    void eachFailureInARowWaitsTwiceAsLongUpToTheMost() {
        assertThat(backOff.onFailure()).hasSeconds(5);
        assertThat(backOff.onFailure()).hasSeconds(10);
        assertThat(backOff.onFailure()).hasSeconds(20);
        assertThat(backOff.onFailure()).hasSeconds(30);
        assertThat(backOff.onFailure()).hasSeconds(30);
    }

    @Test
    void aSuccessBeginsAnew() {
        assertThat(backOff.onFailure()).hasSeconds(5);
        assertThat(backOff.onFailure()).hasSeconds(10);

        backOff.onSuccess();

        assertThat(backOff.onFailure()).hasSeconds(5);
    }
}
