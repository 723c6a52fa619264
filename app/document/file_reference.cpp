#include "app/document/file_reference.h"

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& session) {
    return fs::absolute(session).lexically_normal().parent_path();
}

}  // namespace

Json file_reference_json(const fs::path& file, bool is_sample, const fs::path& session, const std::string& what) {
    if (is_sample) return {{"sample", file.string()}};
    const fs::path absolute = fs::absolute(file).lexically_normal();
    const fs::path relative = absolute.lexically_relative(folder_of(session));
    const bool below = !relative.empty() && *relative.begin() != "..";
    std::string text = (below ? relative : absolute).string();
    try {
        // JSON text must be UTF-8, but a file name may hold any bytes. A path with replaced bytes would no longer name
        // the file.
        static_cast<void>(Json(text).dump());
    } catch (const Json::exception&) {
        throw LoadError(session.string(), tr("cannot be saved, because the path of {} is not valid UTF-8", what),
                        tr("rename that file or its folder"));
    }
    return {{"file", std::move(text)}};
}

fs::path read_file_reference(const JsonReader& reader, const fs::path& session, bool& is_sample) {
    is_sample = reader.has("sample");
    if (is_sample) return reader.text("sample");
    const fs::path file = reader.text("file");
    if (file.empty()) reader.fail("file", tr("is empty"));
    return (folder_of(session) / file).lexically_normal();
}

}  // namespace convscope
