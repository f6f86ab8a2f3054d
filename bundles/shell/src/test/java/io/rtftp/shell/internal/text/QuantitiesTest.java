package io.rtftp.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "102348, 99.9 KiB",
        "102349, 100 KiB",
        "1048063, 1023 KiB",
        "1048064, 1.0 MiB",
        "8388608, 8.0 MiB",
        "54630810, 52.1 MiB",
        "536870912, 512 MiB",
        "9223372036854775807, 8.0 EiB"
    })
    void aSizeHasTwoOrThreeDigitsThatMatterAndTheUnitThatKeepsItSmall(long bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @Property
    void everySizeIsShort(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(Quantities.bytes(bytes)).matches("\\d{1,4} B|\\d{1,2}\\.\\d [KMGTPE]iB|\\d{3,4} [KMGTPE]iB");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms",
        "310000, 0.3 ms",
        "9949999, 9.9 ms",
        "9950000, 10 ms",
        "999499999, 999 ms",
        "999500000, 1.0 s",
        "2100000000, 2.1 s",
        "59949999999, 59.9 s",
        "59950000000, 1 min 0 s",
        "192000000000, 3 min 12 s",
        "3599999999999, 59 min 59 s",
        "3600000000000, 1 h 0 min",
        "273600000000000, 3 d 4 h",
        "-1, 0.0 ms"
    })
    void aDurationHasTheTwoUnitsThatMatter(long nanos, String text) {
        assertThat(Quantities.duration(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @Property
    void everyDurationIsShort(@ForAll long nanos) {
        assertThat(Quantities.duration(Duration.ofNanos(nanos)))
                .matches("\\d{1,3}(\\.\\d)? m?s|\\d{1,2} min \\d{1,2} s|\\d{1,2} h \\d{1,2} min|\\d{1,6} d \\d{1,2} h");
    }

    @ParameterizedTest
    @CsvSource({
        "54630810, 1000, 52.1 MiB/s",
        "4194304, 2000, 2.0 MiB/s",
        "512, 1000, 512 B/s",
        "0, 1000, ''",
        "512, 0, ''"
    })
    void aRateIsASizeASecondAndNothingWhereNothingWasMeasured(long bytes, long millis, String text) {
        assertThat(Quantities.rate(bytes, Duration.ofMillis(millis))).isEqualTo(text);
    }
}
