#include "app/opening/session_files.h"

#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "app/document/chain/chain_commands.h"
#include "app/document/chain/chain_model.h"
#include "app/document/lab/lab_plane.h"
#include "app/document/network/network_commands.h"
#include "app/document/session.h"
#include "app/opening/model_files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"
#include "core/io/dataset/read_dataset.h"
#include "core/io/feed_file.h"
#include "core/io/picture_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// `file` if it exists, otherwise the file of the same name in the session's folder; `file` if neither exists.
fs::path located(const fs::path& file, const fs::path& session) {
    std::error_code error;
    if (fs::exists(file, error)) return file;
    fs::path beside = fs::absolute(session, error).parent_path() / file.filename();
    return fs::exists(beside, error) ? beside : file;
}

/// The file that `find` returns for the sample's name. Throws LoadError that names the session if there is none.
template <class Find>
fs::path sample_file(const fs::path& session, const fs::path& name, const std::string& fault, Message remedy,
                     const Find& find) {
    try {
        return find(name.string());
    } catch (const LoadError&) {
        throw LoadError(session.string(), fault, remedy);
    }
}

/// `model` has the session's notes.
NetworkInput read_dataset_input(const fs::path& session, const NetworkInput& draft, const nn::Model& model) {
    const OpenDataset dataset{draft.file,
                              std::make_shared<const nn::Dataset>(std::move(read_dataset(draft.file, &model)->data))};
    if (draft.number >= dataset.data->size())
        throw LoadError(session.string(),
                        tr("asks for picture {} of a data set of {}", draft.number, dataset.data->size()),
                        tr("write a smaller number in the session"));
    return dataset_input(dataset, draft.number);
}

/// The input with its picture; a drawing starts black.
NetworkInput read_input(const fs::path& session, const NetworkInput& draft, const Samples& samples,
                        Document& document) {
    NetworkInput input = draft;
    switch (draft.source) {
        case InputSource::sample:
            input.picture = load_picture(sample_file(
                session, draft.file, tr("asks for the sample input \"{}\", which does not exist", draft.file.string()),
                tr("name one of the ten samples or a picture file in the session instead"),
                [&](const std::string& name) { return samples.input(name); }));
            break;
        case InputSource::file:
            input.picture = load_scaled_picture(draft.file).picture;
            break;
        case InputSource::dataset:
            return read_dataset_input(session, draft, *document.network.model.model);
        case InputSource::drawing:
            start_drawing(*document.network.model.model).apply(document);
            input.picture = document.network.input.picture;
            break;
    }
    return input;
}

/// Reads the picture's pixels, unless the session contains them.
void read_picture(const fs::path& session, const Samples& samples, OpenPicture& picture) {
    if (!picture.picture.planes.empty()) return;
    if (!picture.is_sample) picture.file = located(picture.file, session);
    picture.picture =
        load_scaled_picture(
            picture.is_sample
                ? sample_file(session, picture.file,
                              tr("asks for the sample \"{}\", which does not exist", picture.file.string()),
                              tr("name a picture file in the session instead"),
                              [&](const std::string& name) { return samples.picture(name); })
                : picture.file)
            .picture;
}

/// The draft's input. If it cannot be read, returns a sample garment and adds a problem to `read`.
NetworkInput read_input_or_sample(NetworkDraft& draft, const Samples& samples, ReadSession& read) {
    try {
        return read_input(read.file, draft.input, samples, read.document);
    } catch (const LoadError& error) {
        read.problems.push_back(tr("The session's input cannot be opened. {}", error.what()));
    }
    draft.input = {.source = InputSource::sample, .file = kFirstInput};
    draft.paint = {};
    return read_input(read.file, draft.input, samples, read.document);
}

/// Reads the values of the draft's feeds from their files. A feed that cannot be read is left out, with a problem.
void read_feed_files(NetworkDraft& draft, const nn::Model& model, ReadSession& read) {
    const nn::Feeds saved = std::exchange(draft.feeds, {});
    for (const auto& [name, feed] : saved) {
        const std::optional<int> input = model.find(name);
        if (feed.source != nn::FeedSource::file) {
            draft.feeds[name] = feed;
        } else if (input) {
            try {
                nn::Feed loaded =
                    load_feed(located(feed.file, read.file), model.node(*input), model.info().preprocessing);
                loaded.example = feed.example;
                draft.feeds[name] = std::move(loaded);
            } catch (const LoadError& error) {
                read.problems.push_back(tr("The session's input cannot be opened. {}", error.what()));
            }
        }
    }
}

void read_network_files(const fs::path& file, NetworkDraft draft, const Samples& samples, const std::stop_token& stop,
                        ReadSession& read) {
    OpenModel& model = draft.model;
    if (!model.is_sample) model.file = located(model.file, file);
    if (!model.weights.empty()) model.weights = located(model.weights, file);
    if (draft.input.source == InputSource::file || draft.input.source == InputSource::dataset)
        draft.input.file = located(draft.input.file, file);
    OpenModel source = model;
    // Read the files with the meanings of Lambda layers only; put_network() adds the other notes and converts those of
    // older sessions.
    source.notes = {.lambdas = source.notes.lambdas};
    const auto opened = read_model_files(std::move(source), samples, {}, stop).model.model;
    read_feed_files(draft, *opened, read);
    read.document.network.model.model = nn::with_notes(opened, nn::fitting_notes(model.notes, *opened));
    const NetworkInput input = read_input_or_sample(draft, samples, read);
    put_network(draft, opened, input.picture, input.label, file.string(), read.document);
}

/// True if the input is the lab's open picture. One that was edited there has a name but no file.
bool is_lab_picture(const NetworkInput& input, const OpenPicture& picture) {
    if ((input.source == InputSource::sample) != picture.is_sample) return false;
    if (input.source != InputSource::sample && input.source != InputSource::file) return false;
    return picture.is_edited ? input.file.filename() == picture.file.filename() : input.file == picture.file;
}

/// Makes the model of the saved chain again, with what was changed in Layers.
void read_chain_network(const SavedChain& saved, NetworkDraft draft, const Samples& samples, ReadSession& read) {
    if (draft.input.source == InputSource::file || draft.input.source == InputSource::dataset)
        draft.input.file = located(draft.input.file, read.file);
    const auto model = std::make_shared<const nn::Model>(chain_model(saved.chain, saved.picture));
    read.document.network.model.model = model;
    const Plane plane = lab_plane(read.document);
    NetworkInput input = draft.input;
    if (plane.size() == saved.picture && is_lab_picture(draft.input, read.document.picture))
        input.picture.planes.push_back(plane);
    else
        input = read_input_or_sample(draft, samples, read);
    put_network(draft, model, input.picture, input.label, read.file.string(), read.document);
}

}  // namespace

ReadSession read_session_files(const fs::path& file, const Samples& samples, const std::stop_token& stop) {
    const Session session = load_session(file);
    ReadSession read{.file = fs::absolute(file), .document = session.document, .problems = {}};
    try {
        read_picture(file, samples, read.document.picture);
    } catch (const LoadError& error) {
        read.problems.push_back(tr("The session's picture cannot be opened. {}", error.what()));
        read.document.picture = {};
        read.document.lab_view.reset_for_picture();
    }
    if (read.document.picture.picture.is_grey()) read.document.lab.channel = Channel::grey;
    if (session.network_is_chain && !session.network_chain)
        put_chain_into_network(read.document, lab_plane(read.document));
    if (!session.network) return read;
    try {
        if (session.network_chain)
            read_chain_network(*session.network_chain, *session.network, samples, read);
        else
            read_network_files(file, *session.network, samples, stop, read);
    } catch (const LoadError& error) {
        read.problems.push_back(tr("The session's model cannot be opened. {}", error.what()));
        read.document.network = {};
        read.document.network_view = {};
    }
    return read;
}

}  // namespace convscope
