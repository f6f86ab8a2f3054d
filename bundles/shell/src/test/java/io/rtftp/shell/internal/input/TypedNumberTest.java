package io.rtftp.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class TypedNumberTest {

    @Test
    void idsAndSecondsAreWholeNumbers() throws CommandFailedException {
        assertThat(TypedNumber.transferId("17")).isEqualTo(17);
        assertThat(TypedNumber.timeout("60")).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "-3", "1.5", "99999999999999999999"})
    void anythingElseIsNamedWithWhatIsRight(String typed) {
        assertThatThrownBy(() -> TypedNumber.transferId(typed))
                .hasMessage("'" + typed + "' is not a transfer's id; rtftp:sessions --all shows them");
        assertThatThrownBy(() -> TypedNumber.timeout(typed))
                .hasMessage("--timeout '" + typed + "' is not a whole number of seconds from 1 to 86400");
    }
}
