package dev.trialstream.orchestrator.hook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The target of notifications, and the events that it gets. */
public sealed interface Hook {
    /** The events that a hook can get. */
    List<String> EVENTS = List.of("best", "promoted", "completed", "stopped", "failed");

    Filter filter();

    /** Time limit of one try. */
    Duration timeout();

    /** A short description, without secrets. */
    String shown();

    /**
     * @param events a subset of {@link #EVENTS}
     * @param studies pattern of the study ids
     */
    record Filter(Set<String> events, Pattern studies) {
        public Filter {
            events = Set.copyOf(events);
        }

        boolean takes(News news) {
            return events.contains(news.event())
                    && studies.matcher(news.study()).matches();
        }
    }

    /** Posts the notification as JSON; any answer from 200 to 299 is a success. */
    record Post(Filter filter, URI uri, Map<String, String> headers, Duration timeout) implements Hook {
        public Post {
            headers = Map.copyOf(headers);
        }

        @Override
        public String shown() {
            return "POST " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }
    }

    /**
     * Runs a program (never a shell) with the notification as JSON on its standard input; exit code 0 is a success.
     *
     * @param inherit variables of this process that it gets besides those of {@link
     *     dev.trialstream.protocol.service.InheritedEnvironment}
     */
    record Run(Filter filter, List<String> command, List<String> inherit, Duration timeout) implements Hook {
        public Run {
            command = List.copyOf(command);
            inherit = List.copyOf(inherit);
        }

        @Override
        public String shown() {
            return "run " + command.get(0);
        }
    }
}
