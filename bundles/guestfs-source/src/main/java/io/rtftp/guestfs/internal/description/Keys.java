package io.rtftp.guestfs.internal.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one JSON object, read by key; {@code path} is how messages name the object, such as {@code mounts[2].}. */
final class Keys {

    private final String path;
    private final Json.Place place;
    private final Map<String, Json> members;

    private Keys(String path, Json.Members object) {
        this.path = path;
        this.place = object.place();
        this.members = object.members();
    }

    /** The keys of {@code value}, which must be an object that has no others than {@code known}. */
    static Keys of(String path, Json value, List<String> known) throws DescriptionException {
        if (!(value instanceof Json.Members object)) {
            String what = path.isEmpty() ? "the file" : path;
            throw DescriptionException.wrong(what, value, "it must be a JSON object with " + String.join(", ", known));
        }
        String inside = path.isEmpty() ? "" : path + ".";
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!known.contains(member.getKey())) {
                String key = new Json.Text(member.getValue().place(), member.getKey()).shown();
                throw new DescriptionException(member.getValue().place().text() + ": unknown key " + key
                        + (path.isEmpty() ? "" : " in " + path) + "; the keys are " + String.join(", ", known));
            }
        }
        return new Keys(inside, object);
    }

    /** The key as messages name it. */
    String named(String key) {
        return path + key;
    }

    Json.Place place() {
        return place;
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    Optional<Json> value(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /** The string at {@code key}, made into a value; empty where the key is not there. */
    <T> Optional<T> text(String key, Meaning<T> meaning) throws DescriptionException {
        Json value = members.get(key);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(meaning(named(key), value, meaning));
    }

    /** The string that {@code value} is, made into a value. */
    static <T> T meaning(String key, Json value, Meaning<T> meaning) throws DescriptionException {
        if (!(value instanceof Json.Text text)) {
            throw DescriptionException.wrong(key, value, "it must be a string");
        }
        try {
            return meaning.of(text.value());
        } catch (IllegalArgumentException wrong) {
            throw DescriptionException.wrong(key, value, String.valueOf(wrong.getMessage()));
        }
    }

    /** Makes a value of a string; an {@link IllegalArgumentException}'s message says what would be right. */
    @FunctionalInterface
    interface Meaning<T> {
        T of(String text);
    }
}
