package io.rtftp.itests.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test of a class the same {@link Distribution}, unpacked for the class and deleted after its last test. */
final class Unpacked implements ParameterResolver {

    /** What is deleted. */
    private record Copy(Path directory, Distribution distribution) implements AutoCloseable {

        static Copy make() {
            try {
                Path directory = Files.createTempDirectory("rtftp-unpacked");
                return new Copy(directory, Distribution.unpack(directory));
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot unpack the distribution", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the distribution was unpacked", interrupted);
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Distribution.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent() && ofClass.getParent().isPresent()) {
            ofClass = ofClass.getParent().get();
        }
        return ofClass.getStore(ExtensionContext.Namespace.create(Unpacked.class))
                .getOrComputeIfAbsent(Copy.class, any -> Copy.make(), Copy.class)
                .distribution();
    }
}
