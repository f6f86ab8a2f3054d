package io.rtftp.testkit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every reader of the configuration keeps: a good value is taken, a bad one keeps the value in force and says so, a removed one is
 * the default again.
 *
 * @param <S> the settings that are read
 */
public interface SettingsContract<S> {

    /** The keys. */
    List<Key<S>> keys();

    /** A reader that nothing was delivered to yet. */
    Function<Map<String, ?>, S> reader(Consumer<String> complaints);

    @TestFactory
    default Stream<DynamicTest> aGoodValueIsTaken() {
        return each((key, delivery) -> {
            assertThat(delivery.read(key.good())).isEqualTo(key.value().read());
            assertThat(delivery.complaints).isEmpty();
        });
    }

    @TestFactory
    default Stream<DynamicTest> aBadValueKeepsTheOneInForceAndSaysSo() {
        return eachWrong((bad, delivery) -> {
            Key<S> key = delivery.key;
            delivery.read(key.good());

            assertThat(delivery.read(bad)).isEqualTo(key.value().read());
            assertThat(delivery.complaints).hasSize(1);
            assertThat(delivery.complaints.get(0))
                    .startsWith("io.rtftp: " + key.name() + " = " + bad + " is not " + key.allowed())
                    .endsWith("; " + key.name() + " = " + key.good() + " stays");
        });
    }

    @TestFactory
    default Stream<DynamicTest> aBadFirstValueIsTheDefault() {
        return eachWrong((bad, delivery) -> {
            assertThat(delivery.read(bad)).isEqualTo(delivery.key.value().standard());
            assertThat(delivery.complaints).hasSize(1);
        });
    }

    @TestFactory
    default Stream<DynamicTest> aRemovedKeyIsTheDefaultAgain() {
        return each((key, delivery) -> {
            delivery.read(key.good());

            assertThat(delivery.readWithout()).isEqualTo(key.value().standard());
            assertThat(delivery.complaints).isEmpty();
        });
    }

    private Stream<DynamicTest> each(BiConsumer<Key<S>, Delivery<S>> test) {
        return keys().stream()
                .map(key -> DynamicTest.dynamicTest(key.name(), () -> test.accept(key, new Delivery<>(key, this))));
    }

    private Stream<DynamicTest> eachWrong(BiConsumer<String, Delivery<S>> test) {
        return keys().stream()
                .flatMap(key -> key.wrong().stream()
                        .map(bad -> DynamicTest.dynamicTest(
                                key.name() + " = " + bad, () -> test.accept(bad, new Delivery<>(key, this)))));
    }

    /** One key delivered to one reader, value after value. */
    final class Delivery<S> {

        private final Key<S> key;
        private final List<String> complaints = new ArrayList<>();
        private final Function<Map<String, ?>, S> reader;

        private Delivery(Key<S> key, SettingsContract<S> contract) {
            this.key = key;
            this.reader = contract.reader(complaints::add);
        }

        private Object read(String value) {
            return key.value().of().apply(reader.apply(Map.of(key.name(), value)));
        }

        private Object readWithout() {
            return key.value().of().apply(reader.apply(Map.of("service.pid", "io.rtftp")));
        }
    }
}
