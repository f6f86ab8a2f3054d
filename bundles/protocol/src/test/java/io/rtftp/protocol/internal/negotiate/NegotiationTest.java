package io.rtftp.protocol.internal.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.protocol.internal.wire.BlockNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options as {@code name=value} in their order; limits of 1468 and 4 MiB, a file of 3,000 bytes, where nothing else is said. */
@NullMarked
class NegotiationTest {

    private static final Limits ETHERNET = new Limits(1_468, 4_194_304);
    private static final Limits LOOPBACK = new Limits(65_504, 4_194_304);

    @ParameterizedTest
    @CsvSource({
        "EDK2, tsize=0 blksize=1468 windowsize=4, blksize=1468 tsize=3000 windowsize=4",
        "shim, blksize=512, blksize=512",
        "GRUB, blksize=1024 tsize=0, blksize=1024 tsize=3000",
        "iPXE, blksize=1432 tsize=0, blksize=1432 tsize=3000",
        "pxelinux, tsize=0 blksize=1408, blksize=1408 tsize=3000",
        "U-Boot, timeout=5 tsize=0 blksize=1468 windowsize=8, blksize=1468 timeout=5 tsize=3000 windowsize=8",
        "Raspberry Pi 3, blksize=512 tsize=0, blksize=512 tsize=3000",
        "Raspberry Pi 4, tsize=0 blksize=1024, blksize=1024 tsize=3000",
        "curl, tsize=0 blksize=512 timeout=6, blksize=512 tsize=3000 timeout=6"
    })
    void aClientGetsWhatItAskedForWithBlksizeFirstAndTheRestInItsOrder(String client, String asked, String granted) {
        assertThat(text(agree(asked).options())).as(client).isEqualTo(granted);
    }

    @Test
    void aRequestWithoutOptionsGetsNoOptionAckAndTheBlocksOfRfc1350() { // RFC 1350 §2, RFC 2347
        assertThat(agree("")).isEqualTo(new Agreement(Map.of(), 512, 1, OptionalInt.empty()));
    }

    @Test
    void anUnknownOptionIsLeftOut() { // RFC 2347
        assertThat(text(agree("multicast= utimeout=5 tsize=0").options())).isEqualTo("tsize=3000");
    }

    @ParameterizedTest
    @CsvSource({"7,", "8,8", "1468,1468", "1469,1468", "65464,1468", "65465,", "0,"})
    void aBlockHas8To65464BytesAndNoMoreThanFits(String asked, String granted) { // RFC 2348
        assertThat(agree("blksize=" + asked).options().get("blksize")).isEqualTo(granted);
    }

    @Test
    void aBlockSizeThatIsNotGrantedLeaves512() { // RFC 2348
        assertThat(agree("blksize=7").blockSize()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,1", "255,255", "256,"})
    void aTimeoutOf1To255SecondsIsEchoedOrLeftOut(String asked, String granted) { // RFC 2349
        Agreement agreement = agree("timeout=" + asked);

        assertThat(agreement.options().get("timeout")).isEqualTo(granted);
        assertThat(agreement.timeoutSeconds())
                .isEqualTo(granted == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(granted)));
    }

    @Test
    void theSizeOfTheFileIsTold() { // RFC 2349
        assertThat(Negotiation.agree(asked("tsize=0"), ETHERNET, OptionalLong.of(1L << 40))
                        .options())
                .isEqualTo(Map.of("tsize", "1099511627776"));
    }

    @Test
    void theSizeIsLeftOutWhereItCannotBeTold() { // RFC 2349; netascii
        assertThat(Negotiation.agree(asked("tsize=0 blksize=1024"), ETHERNET, OptionalLong.empty())
                        .options())
                .isEqualTo(Map.of("blksize", "1024"));
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,1", "64,64", "2857,2857", "2858,2857", "65535,2857", "65536,"})
    void aWindowHas1To65535BlocksAndNoMoreThanTheLimit(String asked, String granted) { // RFC 7440 §3
        assertThat(agree("blksize=1468 windowsize=" + asked).options().get("windowsize"))
                .isEqualTo(granted);
    }

    @Test
    void aWindowOfTinyBlocksStaysBelowHalfOfTheBlockNumbers() {
        assertThat(agree("blksize=8 windowsize=65535").windowSize()).isEqualTo(BlockNumber.WINDOW_SIZE_MOST);
    }

    @Test
    void theLargestWindowOfTheLargestBlocksIsNoGigabytes() {
        Agreement agreement =
                Negotiation.agree(asked("windowsize=65535 blksize=65464"), LOOPBACK, OptionalLong.of(3_000));

        assertThat(agreement.blockSize()).isEqualTo(65_464);
        assertThat(agreement.windowSize()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "-1", "+8", " 8", "8 ", "8.0", "0x200", "12345678901234567890", "4294967304", "\u0668"
            })
    void aValueThatIsNoNumberIsLeftOut(String value) {
        Map<String, String> asked = Map.of("blksize", value, "timeout", value, "windowsize", value);

        assertThat(Negotiation.agree(asked, ETHERNET, OptionalLong.of(3_000)))
                .isEqualTo(new Agreement(Map.of(), 512, 1, OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "4096", "12345678901234567890"})
    void whateverValueTsizeHasInAReadRequestItIsAQuestion(String value) { // RFC 2349 says "0"
        assertThat(Negotiation.agree(Map.of("tsize", value), ETHERNET, OptionalLong.of(3_000))
                        .options())
                .isEqualTo(Map.of("tsize", "3000"));
    }

    @ParameterizedTest
    @CsvSource({"7, 4096", "512, 7", "0, 0", "-1, 4096"})
    void limitsThatNoBlockFitsAreRefused(int blockSizeMax, int windowBytesMax) {
        assertThatThrownBy(() -> new Limits(blockSizeMax, windowBytesMax))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no block has fewer than 8 bytes");
    }

    @Property
    void nothingIsGrantedThatWasNotAskedAndNothingMoreThanAsked(
            @ForAll("requests") Map<String, String> asked, @ForAll("limits") Limits limits) {
        Agreement agreement = Negotiation.agree(asked, limits, OptionalLong.of(77));

        assertThat(asked.keySet()).containsAll(agreement.options().keySet());
        for (String name : List.of("blksize", "timeout", "windowsize")) {
            if (agreement.options().containsKey(name)) {
                assertThat(number(agreement, name)).isBetween(1L, Long.parseLong(String.valueOf(asked.get(name))));
            }
        }
    }

    @Property
    void blksizeComesFirstAndTheOthersInTheOrderAsked(
            @ForAll("requests") Map<String, String> asked, @ForAll("limits") Limits limits) {
        Map<String, String> granted =
                Negotiation.agree(asked, limits, OptionalLong.of(77)).options();

        List<String> expected = new ArrayList<>(asked.keySet());
        expected.retainAll(granted.keySet());
        if (expected.remove("blksize")) {
            expected.add(0, "blksize");
        }
        assertThat(granted.keySet()).containsExactlyElementsOf(expected);
    }

    @Property
    void whatIsUsedIsWhatIsSaid(@ForAll("requests") Map<String, String> asked, @ForAll("limits") Limits limits) {
        Agreement agreement = Negotiation.agree(asked, limits, OptionalLong.of(77));

        assertThat(number(agreement, "blksize")).isIn(-1L, (long) agreement.blockSize());
        assertThat(number(agreement, "windowsize")).isIn(-1L, (long) agreement.windowSize());
        assertThat(number(agreement, "timeout"))
                .isEqualTo(agreement.timeoutSeconds().orElse(-1));
    }

    @Property
    void aWindowStaysWithinItsLimits(
            @ForAll @IntRange(min = 8, max = 65_464) int blockSize,
            @ForAll @IntRange(min = 1, max = 65_535) int windowSize,
            @ForAll("limits") Limits limits,
            @ForAll @LongRange(min = 0) long size) {
        Agreement agreement = Negotiation.agree(
                asked("windowsize=" + windowSize + " blksize=" + blockSize), limits, OptionalLong.of(size));

        assertThat(agreement.blockSize()).isBetween(8, Math.min(blockSize, limits.blockSizeMax()));
        assertThat(agreement.windowSize()).isBetween(1, BlockNumber.WINDOW_SIZE_MOST);
        assertThat((long) agreement.blockSize() * agreement.windowSize()).isLessThanOrEqualTo(limits.windowBytesMax());
    }

    @Provide
    Arbitrary<Map<String, String>> requests() {
        Arbitrary<String> names = Arbitraries.of("blksize", "timeout", "tsize", "windowsize", "multicast", "x");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 70_000).map(String::valueOf),
                Arbitraries.integers().between(1, 255).map(String::valueOf),
                Arbitraries.of("", "abc", "-1", "12345678901234567890"));
        return Arbitraries.maps(names, values).ofMaxSize(6).map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<Limits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(8, 65_504),
                        Arbitraries.integers().between(8, 67_108_864))
                .as(Limits::new);
    }

    private static Agreement agree(String asked) {
        return Negotiation.agree(asked(asked), ETHERNET, OptionalLong.of(3_000));
    }

    private static long number(Agreement agreement, String name) {
        return Long.parseLong(agreement.options().getOrDefault(name, "-1"));
    }

    private static Map<String, String> asked(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    private static String text(Map<String, String> options) {
        List<String> words = new ArrayList<>();
        options.forEach((name, value) -> words.add(name + "=" + value));
        return String.join(" ", words);
    }
}
