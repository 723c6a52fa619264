#include "app/opening/session_files.h"

#include <memory>
#include <string>

#include "app/document/network_commands.h"
#include "app/document/session.h"
#include "app/opening/model_files.h"
#include "core/base/load_error.h"
#include "core/image/load.h"
#include "core/io/dataset_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// The file that `find` returns for the sample's name. Throws LoadError that names the session if there is none.
template <class Find>
fs::path sample(const fs::path& session, const fs::path& name, const char* kind, const char* remedy, const Find& find) {
    try {
        return find(name.string());
    } catch (const LoadError&) {
        throw LoadError(session.string(),
                        std::string("asks for the ") + kind + " \"" + name.string() + "\", which does not exist",
                        remedy);
    }
}

NetworkInput read_dataset_input(const fs::path& session, const NetworkInput& draft) {
    const OpenDataset dataset{draft.file,
                              std::make_shared<const nn::Dataset>(load_dataset(draft.file, DatasetPart::test))};
    if (draft.number >= dataset.data->size())
        throw LoadError(session.string(),
                        "asks for picture " + std::to_string(draft.number) + " of a data set of " +
                            std::to_string(dataset.data->size()),
                        "write a smaller number in the session");
    return dataset_input(dataset, draft.number);
}

/// The input with its picture; a drawing starts black.
NetworkInput read_input(const fs::path& session, const NetworkInput& draft, const Samples& samples,
                        Document& document) {
    NetworkInput input = draft;
    switch (draft.source) {
        case InputSource::sample:
            input.picture = load_picture(sample(session, draft.file, "sample input",
                                                "name one of the ten samples or a picture file in the session instead",
                                                [&](const std::string& name) { return samples.input(name); }));
            break;
        case InputSource::file:
            input.picture = load_picture(draft.file);
            break;
        case InputSource::dataset:
            return read_dataset_input(session, draft);
        case InputSource::drawing:
            start_drawing(*document.network.model.model).apply(document);
            input.picture = document.network.input.picture;
            break;
    }
    return input;
}

}  // namespace

Document read_session_files(const fs::path& file, const Samples& samples) {
    const Session session = load_session(file);
    Document document = session.document;
    OpenPicture& picture = document.picture;
    picture.picture = load_picture(
        picture.is_sample ? sample(file, picture.file, "sample", "name a picture file in the session instead",
                                   [&](const std::string& name) { return samples.picture(name); })
                          : picture.file);
    if (picture.picture.is_grey()) document.lab.channel = Channel::grey;
    if (!session.network) return document;
    OpenModel source = session.network->model;
    source.notes = {};  // put_network() adds them, with those of older sessions
    const auto model = read_model_files(std::move(source), samples).model.model;
    document.network.model.model = model;
    const NetworkInput input = read_input(file, session.network->input, samples, document);
    put_network(*session.network, model, input.picture, input.label, file.string(), document);
    return document;
}

}  // namespace convscope
