package io.rtftp.local.internal.component;

import io.rtftp.api.file.ClientAddress;
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

/** The client's own directory, named after its address: {@code <tftp_root>/<address>/}. */
@Component(
        immediate = true,
        property = {
            FileResolver.NAME + "=" + ClientDirectory.NAME,
            "service.ranking:Integer=" + FileResolver.CLIENT_DIRECTORY_RANKING
        })
public final class ClientDirectory implements FileResolver {

    static final String NAME = "client-directory";

    private final FileResolver place;

    /** Joins the chain. */
    @Activate
    public ClientDirectory(@Reference LocalFiles files) {
        place = files.place(ClientAddress::of);
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
