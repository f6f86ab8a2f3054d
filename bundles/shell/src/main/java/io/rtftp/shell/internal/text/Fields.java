package io.rtftp.shell.internal.text;

import java.util.ArrayList;
import java.util.List;

/** Everything about one thing: a name and a value a line, the values aligned. */
public final class Fields {

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** Adds a line; an empty value is {@code -}. */
    public Fields line(String name, String value) {
        names.add(name);
        values.add(value.isEmpty() ? "-" : Printable.of(value));
        return this;
    }

    /** Adds a line for each value, the first of them with the name; one with {@code -} where there is none. */
    public Fields lines(String name, List<String> several) {
        if (several.isEmpty()) {
            return line(name, "");
        }
        for (int i = 0; i < several.size(); i++) {
            line(i == 0 ? name : "", several.get(i));
        }
        return this;
    }

    /** The whole text, each line ended. */
    public String render() {
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            text.append(name)
                    .append(" ".repeat(width - name.length() + 2))
                    .append(values.get(i))
                    .append('\n');
        }
        return text.toString();
    }
}
