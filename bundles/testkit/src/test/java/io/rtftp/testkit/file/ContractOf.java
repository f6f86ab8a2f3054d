package io.rtftp.testkit.file;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import org.jspecify.annotations.NullMarked;

/** The contract for another resolver, asked as {@code like} asks. Its rules are called one by one, not run as tests. */
@NullMarked
record ContractOf(FileResolver resolver, FileResolverContract like) implements FileResolverContract {

    @Override
    public FileRequest asking(String path) {
        return like.asking(path);
    }
}
