#include "app/document/session.h"

#include "app/document/chain/chain_commands.h"
#include "app/document/chain/chain_model.h"
#include "app/document/chain/chain_session.h"
#include "app/document/colour/colour_session.h"
#include "app/document/lab/lab_session.h"
#include "app/document/learning/learning_session.h"
#include "app/document/picture_session.h"
#include "app/document/training/training_session.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/io/file_kind.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxSession = 1 << 24;
constexpr int kMaxSide = 1 << 24;
constexpr Message kRemedy = tr("open a session that this program has saved");

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

/// The chain that Layers shows, with the edits of its model. It may differ from the chain that the Filter Lab has now.
Json chain_network_json(const Document& document, const fs::path& session) {
    const nn::Model& model = *document.network.model.model;
    const nn::Shape& input = model.node(model.inputs().front()).shape;
    return {{"chain", chain_json(chain_of_model(model))},
            {"rows", input.rows()},
            {"columns", input.cols()},
            {"changes", network_json(document, session)}};
}

void read_chain_network(const JsonReader& reader, const fs::path& file, Session& session) {
    SavedChain saved{read_chain(reader.object("chain")),
                     {reader.integer("rows", 1, kMaxSide), reader.integer("columns", 1, kMaxSide)}};
    if (!chain_problem(saved.chain, saved.picture).empty())
        reader.fail("chain", tr("does not fit into its rows and columns"));
    session.network_chain = std::move(saved);
    session.network = read_network(reader.object("changes"), file);
}

}  // namespace

Session load_session(const fs::path& file) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxSession, kRemedy);
    const ParsedJson json =
        parse_json_object({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string(), tr("a session"));
    const JsonReader reader(json, file.string());
    if (!reader.has(kSessionMarker)) throw LoadError(file.string(), tr("is not a session"), kRemedy);
    const int version = reader.integer(kSessionMarker, 1, 1 << 30);
    if (version > kSessionVersion)
        throw LoadError(file.string(), tr("is a session of version {}, made by a newer convscope", version),
                        tr("this one reads up to version {}; update it", kSessionVersion));
    Session session{.document = initial_document()};
    Document& document = session.document;
    document.picture = read_open_picture(reader.object("picture"), file);
    document.lab = read_lab(reader.object("lab"));
    document.lab_view = read_lab_view(reader.object("view"), document.lab);
    // Sessions written before there was a filter with three slices lack this key.
    if (reader.has("colour")) document.colour = read_colour(reader.object("colour"));
    // Sessions written before a filter could learn lack this key.
    if (reader.has("learning")) document.learning = read_learning(reader.object("learning"));
    // Sessions written before there was a chain of stages lack these keys.
    if (reader.has("chain")) {
        document.chain = read_chain(reader.object("chain"));
        document.chain_view = read_chain_view(reader.object("chain_view"), document.chain);
    }
    if (reader.has("network_is_chain")) session.network_is_chain = reader.boolean("network_is_chain");
    if (reader.has("chain_network")) read_chain_network(reader.object("chain_network"), file, session);
    // Sessions written before there was a Training workspace lack this key.
    if (reader.has("training")) read_training(reader.object("training"), file, document);
    // Sessions written before there was a Layers workspace lack these keys.
    if (reader.has("workspace"))
        document.workspace = static_cast<WorkspaceId>(reader.one_of("workspace", kWorkspaceNames));
    if (reader.has("network")) session.network = read_network(reader.object("network"), file);
    return session;
}

void save_session(const fs::path& file, const Document& document) {
    if (document.picture.file.empty())
        throw LoadError(file.string(), tr("cannot be saved, because no picture is open"), tr("open a picture first"));
    Json json{{std::string(kSessionMarker), kSessionVersion},
              {"workspace", name_of(kWorkspaceNames, document.workspace)},
              {"picture", picture_json(document.picture, file)},
              {"lab", lab_json(document.lab)},
              {"view", lab_view_json(document.lab_view)},
              {"learning", learning_json(document.learning)},
              {"colour", colour_json(document.colour)},
              {"chain", chain_json(document.chain)},
              {"chain_view", chain_view_json(document.chain_view)},
              {"training", training_json(document, file)}};
    if (is_chain_model(document.network.model)) {
        json["network_is_chain"] = true;
        json["chain_network"] = chain_network_json(document, file);
    } else if (document.network.model.model && !document.network.input.picture.planes.empty()) {
        json["network"] = network_json(document, file);
    }
    write_file_atomically(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace convscope
