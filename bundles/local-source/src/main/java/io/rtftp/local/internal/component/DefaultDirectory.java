package io.rtftp.local.internal.component;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The directory that serves every client: {@code <tftp_root>/default/}. */
@Component(
        immediate = true,
        property = {
            FileResolver.NAME + "=" + DefaultDirectory.NAME,
            "service.ranking:Integer=" + FileResolver.DEFAULT_DIRECTORY_RANKING
        })
public final class DefaultDirectory implements FileResolver {

    static final String NAME = "default";

    private final FileResolver place;

    /** Joins the chain. */
    @Activate
    public DefaultDirectory(@Reference LocalFiles files) {
        place = files.place(address -> NAME);
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        return place.resolve(request);
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress client, String directory) {
        return place.list(client, directory);
    }
}
