package dev.trialstream.metrics.query;

import dev.trialstream.metrics.judge.JudgeTopology;
import dev.trialstream.metrics.judge.JudgeViews;
import dev.trialstream.metrics.judge.StudyView;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Routes queries. One metrics-consumer judges a study; with several instances another one is its standby. The instance
 * that is asked passes the query on to the study's judge. If that one does not answer, it asks a standby; such an
 * answer may be behind and has the header {@code Trialstream-Behind}.
 */
public final class Queries {
    /** Header of answers that may be behind. */
    public static final String BEHIND = "Trialstream-Behind";

    /** Header of queries that were passed on; they are not passed on again. */
    static final String PASSED_ON = "Trialstream-Passed-On";

    private static final String BASE = "/v1/judge/studies";

    private final KafkaStreams streams;
    private final Peers peers;

    /** @param peers client for other instances, with the address of this one */
    public Queries(KafkaStreams streams, Peers peers) {
        this.streams = streams;
        this.peers = peers;
    }

    /** The handlers by path. */
    public Map<String, Handler> routes() {
        Map<String, Handler> routes = new LinkedHashMap<>();
        routes.put("GET " + BASE, ready(this::list));
        routes.put("GET " + BASE + "/{study}", of(context -> StudyView::summary));
        routes.put("GET " + BASE + "/{study}/trials", of(context -> StudyView::trials));
        routes.put("GET " + BASE + "/{study}/leaderboard", of(context -> StudyView::leaderboard));
        routes.put("GET " + BASE + "/{study}/decisions", of(context -> StudyView::decisions));
        routes.put("GET " + BASE + "/{study}/diagnosis", of(context -> StudyView::diagnosis));
        routes.put(
                "GET " + BASE + "/{study}/trials/{number}/curve",
                of(context -> view -> number(context).flatMap(view::curve).orElse(null)));
        return routes;
    }

    private static Optional<Integer> number(Context context) {
        String text = context.pathParam("number");
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** All studies, of every instance. */
    private void list(Context context) {
        TreeSet<String> studies = new TreeSet<>(here().map(JudgeViews::studies).orElse(List.of()));
        if (context.header(PASSED_ON) == null) {
            for (StreamsMetadata other : streams.streamsMetadataForStore(JudgeTopology.STORE)) {
                if (!peers.isSelf(other.hostInfo())) {
                    peers.ask(other.hostInfo(), BASE)
                            .map(answer -> Json.json().readValue(answer.body(), String[].class))
                            .ifPresent(found -> studies.addAll(List.of(found)));
                }
            }
        }
        json(context, 200, studies);
    }

    private Handler of(
            Function<Context, Function<StudyView, ? extends @org.jspecify.annotations.Nullable Object>> question) {
        return ready(context -> {
            String study = context.pathParam("study");
            if (!Ids.isStudy(study)) {
                notFound(context, study);
                return;
            }
            KeyQueryMetadata where = streams.queryMetadataForKey(JudgeTopology.STORE, study, new StringSerializer());
            boolean known = where != null && !KeyQueryMetadata.NOT_AVAILABLE.equals(where);
            boolean ours = !known || peers.isSelf(where.activeHost()) || context.header(PASSED_ON) != null;
            if (ours || !passOn(context, where)) {
                answer(context, study, question.apply(context), known && !peers.isSelf(where.activeHost()));
            }
        });
    }

    /** During startup and rebalancing the location of studies is unknown. */
    private static Handler ready(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (InvalidStateStoreException | IllegalStateException e) {
                notReady(context);
            }
        };
    }

    private static void notReady(Context context) {
        context.header("Retry-After", "1");
        json(context, 503, Map.of("error", "the judge is still taking up its studies, try again"));
    }

    private boolean passOn(Context context, KeyQueryMetadata where) {
        List<HostInfo> others = new ArrayList<>(List.of(where.activeHost()));
        if (where.standbyHosts().stream().noneMatch(peers::isSelf)) {
            others.addAll(where.standbyHosts()); // an instance with a copy answers itself
        }
        for (HostInfo other : others) {
            Optional<Peers.Answer> answer = peers.ask(other, context.path());
            if (answer.isPresent()) {
                answer.get().behind().ifPresent(behind -> context.header(BEHIND, behind));
                context.status(answer.get().status())
                        .contentType("application/json")
                        .result(answer.get().body());
                return true;
            }
        }
        return false;
    }

    private void answer(
            Context context,
            String study,
            Function<StudyView, ? extends @org.jspecify.annotations.Nullable Object> question,
            boolean behind) {
        Optional<JudgeViews> views = here();
        if (views.isEmpty()) {
            notReady(context);
            return;
        }
        Optional<?> found = views.get().study(study).map(question);
        if (found.isEmpty()) {
            notFound(context, study);
            return;
        }
        if (behind) {
            context.header(BEHIND, "true");
        }
        json(context, 200, found.get());
    }

    private Optional<JudgeViews> here() {
        try {
            return Optional.of(new JudgeViews(streams.store(StoreQueryParameters.fromNameAndType(
                            JudgeTopology.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())
                    .enableStaleStores())));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    private static void notFound(Context context, String study) {
        json(context, 404, Map.of("error", "the judge knows no study " + study + ", or no such trial of it"));
    }

    private static void json(Context context, int status, Object body) {
        context.status(status)
                .contentType("application/json")
                .result(Json.json().writeValueAsBytes(body));
    }
}
