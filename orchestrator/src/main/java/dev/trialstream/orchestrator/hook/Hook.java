package dev.trialstream.orchestrator.hook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whom to tell of what. */
public sealed interface Hook {
    /** What there is to be told of. */
    List<String> EVENTS = List.of("best", "promoted", "completed", "stopped", "failed");

    Filter filter();

    /** How long one try may take. */
    Duration timeout();

    /** In a few words, without secrets. */
    String shown();

    /**
     * @param events of those in {@link #EVENTS}
     * @param studies whose ids match
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

    /** Posts the news as JSON; any answer from 200 to 299 is well. */
    record Post(Filter filter, URI uri, Map<String, String> headers, Duration timeout) implements Hook {
        public Post {
            headers = Map.copyOf(headers);
        }

        @Override
        public String shown() {
            return "POST " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }
    }

    /** Runs a program, never a shell, with the news as JSON on its standard input; exit code 0 is well. */
    record Run(Filter filter, List<String> command, Duration timeout) implements Hook {
        public Run {
            command = List.copyOf(command);
        }

        @Override
        public String shown() {
            return "run " + command.get(0);
        }
    }
}
