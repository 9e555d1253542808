package dev.trialstream.policy.contracts;

import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of studies as nobody should write them, made with a seed: of every kind that there is, mutated, out of order, about
 * trials that do not exist, with numbers at the ends of their types.
 */
public final class HostileHistory {
    private static final int TRIALS = 4;

    private final Random random;
    private final List<byte[]> events = GoldenMessages.of("event");
    private final List<byte[]> studies = GoldenMessages.of("study");
    private final IncomingReader door = new IncomingReader(Policies.onClassPath());
    private int unreadable;
    private int refused;

    public HostileHistory(long seed) {
        this.random = new Random(seed);
    }

    /** A readable event of {@code study}, mutated half of the time. */
    public HistoryEvent event(String study) {
        while (true) {
            byte[] event = renamed(events.get(random.nextInt(events.size())), study);
            byte[] bytes = random.nextBoolean() ? event : Mutations.of(event, random);
            try {
                HistoryEvent read = Messages.readEvent(bytes);
                if (read.study().equals(study)) {
                    return read;
                }
            } catch (Messages.UnreadableMessage e) {
                unreadable++;
            }
        }
    }

    /** A request for {@code study} as it comes in at the door, mutated; empty where the door refuses it. */
    public Optional<byte[]> request(String study) {
        byte[] bytes = Mutations.of(renamed(studies.get(random.nextInt(studies.size())), study), random);
        try {
            door.study(bytes);
            return Optional.of(bytes);
        } catch (InvalidStudy e) {
            refused++;
            return Optional.empty();
        }
    }

    /** How many events were unreadable. */
    public int unreadable() {
        return unreadable;
    }

    /** How many requests were refused. */
    public int refused() {
        return refused;
    }

    private byte[] renamed(byte[] message, String study) {
        ObjectNode tree = (ObjectNode) Json.json().readTree(message);
        String was = tree.path("study").asString("s");
        String text = Json.json()
                .writeValueAsString(tree)
                .replace("\"" + was + "\"", "\"" + study + "\"")
                .replaceAll("\"" + was + "\\.[0-9]+", "\"" + study + "." + (1 + random.nextInt(TRIALS)))
                .replace("\"" + was + ".", "\"" + study + ".");
        ObjectNode renamed = (ObjectNode) Json.json().readTree(text);
        List<String> numbered = new ArrayList<>(List.of("attempt", "epoch", "sequence"));
        numbered.removeIf(name -> !renamed.has(name) || random.nextBoolean());
        numbered.forEach(name -> renamed.put(name, 1 + random.nextInt(3)));
        return Json.json().writeValueAsString(renamed).getBytes(StandardCharsets.UTF_8);
    }
}
