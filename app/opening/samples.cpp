#include "app/opening/samples.h"

#include <system_error>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

fs::path Samples::existing_file(const char* folder, const std::string& name, const char* ending) const {
    fs::path file = assets_ / folder / (name + ending);
    std::error_code error;
    // A name from a session must not lead out of the folder.
    if (fs::path(name).filename() != name || !fs::is_regular_file(file, error))
        throw LoadError(file.string(), tr("is missing"), tr("install the program again, or open a file of your own"));
    return file;
}

fs::path Samples::picture(const std::string& name) const {
    return existing_file("pictures", name, ".png");
}

fs::path Samples::input(const std::string& name) const {
    // The input is a picture of the Filter Lab if a chain was opened in Layers.
    std::error_code error;
    const auto is_in = [&](const char* folder) {
        return fs::is_regular_file(assets_ / folder / (name + ".png"), error);
    };
    const char* folder = "garments";
    if (!is_in(folder)) {
        if (is_in("photographs"))
            folder = "photographs";
        else if (is_in("pictures"))
            folder = "pictures";
    }
    return existing_file(folder, name, ".png");
}

fs::path Samples::model(const std::string& name) const {
    return existing_file("models", name, ".h5");
}

}  // namespace convscope
