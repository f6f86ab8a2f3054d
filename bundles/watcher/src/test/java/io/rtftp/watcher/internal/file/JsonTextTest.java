package io.rtftp.watcher.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static final String WHOLE = "{ \"url\": \"nbd://h/ä\",\n \"mounts\": [ { \"partition\": 2 } ] }";

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, WHOLE + "\n\n", "{}", "[]", "\"x\"", "null"})
    void aWholeValueHasNoFlaw(String json) {
        assertThat(JsonText.flaw(json)).isEmpty();
    }

    static Stream<String> beginnings() {
        return IntStream.range(0, WHOLE.length()).mapToObj(end -> WHOLE.substring(0, end));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void noBeginningOfAnObjectIsWhole(String beginning) {
        assertThat(JsonText.flaw(beginning)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} x|line 1, column 4: Unrecognized token 'x'",
                "{}\\n{}|line 2, column 1: something follows the JSON value",
                "{ \"a\": 1,\\n  \"b\" }|line 2, column 7: Unexpected character ('}'",
                "{ \"a\": 1,|line 1, column 10: Unexpected end-of-input",
                "{ 'a': 1 }|line 1, column 3: Unexpected character (''' (code 39)): was expecting double-quote",
                "{ \"a\": NaN }|line 1, column 11: Non-standard token 'NaN'",
                "// no\\n{}|line 1, column 1: Unexpected character ('/'",
                "{ \"a\": 1, }|line 1, column 11: Unexpected character ('}'"
            })
    void aFlawIsToldWithLineAndColumn(String text, String said) {
        assertThat(JsonText.flaw(text.replace("\\n", "\n"))).get().asString().startsWith(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[ 1, 2", "{ \"a\": {", "{ \"a\": 1 ]", "[ NaN ]", "// no"})
    void aFlawIsToldWithoutTheParsersOwnNames(String text) {
        assertThat(JsonText.flaw(text)).get().asString().doesNotContain("Source", "REDACTED", "Feature", "ALLOW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    void anEmptyFileIsCalledEmpty(String text) {
        assertThat(JsonText.flaw(text)).contains("it is empty");
    }

    @Test
    void thousandsOfBracketsAreAFlawAndNoCrash() {
        assertThat(JsonText.flaw("[".repeat(100_000) + "]".repeat(100_000))).isPresent();
    }
}
