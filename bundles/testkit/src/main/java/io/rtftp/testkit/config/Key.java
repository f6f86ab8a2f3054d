package io.rtftp.testkit.config;

import java.util.List;
import java.util.function.Function;

/**
 * A key of the configuration, as the contract tries it.
 *
 * @param good a value other than the default
 * @param value where it is found
 * @param allowed what the complaint about another value says is right
 * @param wrong values that are not
 * @param <S> the settings it is read into
 */
public record Key<S>(String name, String good, Value<S> value, String allowed, List<String> wrong) {

    /**
     * How a value is found in the settings.
     *
     * @param read what the good one is there
     * @param standard what the default is there
     * @param <S> the settings
     */
    public record Value<S>(Function<S, Object> of, Object read, Object standard) {}

    public Key {
        wrong = List.copyOf(wrong);
    }
}
