package io.rtftp.testkit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Inputs that are worth starting from, one a file: well-formed ones, every rule's border, and whatever once went wrong. */
public final class Corpus {

    private static final int CHANGES_MOST = 5;
    private static final int PIECE_MOST = 12;

    private final List<byte[]> inputs;

    private Corpus(List<byte[]> inputs) {
        this.inputs = inputs;
    }

    /** The files of a directory, which must have some. */
    public static Corpus in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<byte[]> inputs = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("no inputs in " + directory.toAbsolutePath());
            }
            return new Corpus(inputs);
        } catch (IOException failure) {
            throw new UncheckedIOException("no corpus in " + directory.toAbsolutePath(), failure);
        }
    }

    /** The inputs as they are. */
    public List<byte[]> inputs() {
        return inputs.stream().map(byte[]::clone).toList();
    }

    /** One of them, changed in some places. */
    public byte[] changed(Random chance) {
        byte[] input = any(chance);
        for (int change = chance.nextInt(CHANGES_MOST); change >= 0; change--) {
            input = changedOnce(input, chance);
        }
        return input;
    }

    private byte[] changedOnce(byte[] input, Random chance) {
        int at = chance.nextInt(input.length + 1);
        int length = Math.min(chance.nextInt(PIECE_MOST), input.length - at);
        return switch (chance.nextInt(6)) {
            case 0 -> Arrays.copyOf(input, at); // cut
            case 1 -> joined(input, at, new byte[0], at + length); // a piece is gone
            case 2 -> joined(input, at, Arrays.copyOfRange(input, at, at + length), at); // a piece is there twice
            case 3 -> { // the end of another one
                byte[] other = any(chance);
                yield joined(
                        input,
                        at,
                        Arrays.copyOfRange(other, chance.nextInt(other.length + 1), other.length),
                        input.length);
            }
            case 4 -> joined(input, at, new byte[] {(byte) chance.nextInt(256)}, at); // one byte more
            default -> joined(input, at, new byte[] {(byte) chance.nextInt(256)}, Math.min(at + 1, input.length));
        };
    }

    private byte[] any(Random chance) {
        return inputs.get(chance.nextInt(inputs.size())).clone();
    }

    /** {@code input} up to {@code end}, {@code middle}, and {@code input} again from {@code from}. */
    private static byte[] joined(byte[] input, int end, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(input, end + middle.length + input.length - from);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(input, from, joined, end + middle.length, input.length - from);
        return joined;
    }
}
