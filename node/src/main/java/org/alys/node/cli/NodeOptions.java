package org.alys.node.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.alys.node.http.HttpSettings;

/** Addresses and credentials on the command line. */
final class NodeOptions {
    private NodeOptions() {}

    /** An {@code http://host:port}; anything else ends the command. */
    static URI url(String option, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.getPath().isEmpty() ? uri.resolve("/") : uri;
            }
        } catch (URISyntaxException _) {
            // Said below, with all other forms that are wrong.
        }
        throw new CommandException(
                "CLI001", CommandException.MISTAKE, option + " must be http://host:port, is " + text);
    }

    static Optional<HttpSettings.Auth> auth(Optional<String> user, Optional<String> password) {
        if (user.isPresent() != password.isPresent()) {
            throw new CommandException("CLI001", CommandException.MISTAKE, "user and password belong together");
        }
        return user.flatMap(name -> password.map(secret -> new HttpSettings.Auth(name, secret)));
    }
}
