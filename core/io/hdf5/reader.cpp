#include "core/io/hdf5/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::hdf5 {

namespace {

constexpr std::size_t kMaxTextBytes = std::size_t{1} << 26;
constexpr hssize_t kMaxTexts = 1 << 17;
constexpr int kMaxParts = 1 << 10;
constexpr int kMaxRank = 8;
constexpr std::size_t kMaxDatasets = 1 << 16;
constexpr int kMaxDepth = 24;
constexpr int kMaxFilters = 8;
constexpr std::uint64_t kMaxChunkValues = std::uint64_t{1} << 20;
constexpr std::string_view kSignature = "\x89HDF\r\n\x1A\n";
constexpr Message kRemedy = tr("save or download it again");

/// Texts of variable length, in memory that the library allocates and the destructor frees.
struct VariableTexts {
    const Handle& type;
    const Handle& space;
    std::vector<char*> texts;

    ~VariableTexts() { H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, texts.data()); }
};

herr_t keep_name(hid_t /*group*/, const char* name, const H5L_info_t* info, void* names) {
    if (info->type == H5L_TYPE_HARD) static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return static_cast<std::vector<std::string>*>(names)->size() > kMaxDatasets ? -1 : 0;
}

/// Appends the paths of all datasets. A group may contain itself, so both depth and count are limited.
void list_datasets(hid_t group, const std::string& path, int depth, std::vector<std::string>& found) {
    std::vector<std::string> names;
    hsize_t start = 0;
    H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &start, keep_name, &names);
    for (const std::string& name : names) {
        if (found.size() > kMaxDatasets) return;
        const Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose);
        if (!object.valid()) continue;
        const H5I_type_t type = H5Iget_type(object.id());
        if (type == H5I_DATASET) found.push_back(path + name);
        if (type == H5I_GROUP && depth < kMaxDepth) list_datasets(object.id(), path + name + "/", depth + 1, found);
    }
}

// HDF5 calls these functions to allocate and free a file in memory. They hand out the caller's bytes, passed as
// `image`, so that nothing is copied. The file is opened for reading only, so that HDF5 does not change or resize them.
void* share_image(std::size_t /*size*/, H5FD_file_image_op_t /*op*/, void* image) {
    return image;
}
void* keep_copy(void* to, const void* /*from*/, std::size_t /*size*/, H5FD_file_image_op_t /*op*/, void* /*image*/) {
    return to;
}
void* refuse_resize(void* /*bytes*/, std::size_t /*size*/, H5FD_file_image_op_t /*op*/, void* /*image*/) {
    return nullptr;
}
herr_t keep_bytes(void* /*bytes*/, H5FD_file_image_op_t /*op*/, void* /*image*/) {
    return 0;
}
void* same_image(void* image) {
    return image;
}
herr_t keep_image(void* /*image*/) {
    return 0;
}

}  // namespace

MappedFile map_file(const std::filesystem::path& path) {
    constexpr Message remedy = tr("open an HDF5 file such as Keras's .h5");
    const std::vector<std::uint8_t> start = read_start(path, kSignature.size());
    // If the file cannot be read, the constructor below throws the reason.
    if (!start.empty() && !starts_like_hdf5(start)) throw LoadError(path.string(), tr("is not an HDF5 file"), remedy);
    return MappedFile(path, kMaxFileBytes, remedy);
}

bool starts_like_hdf5(std::span<const std::uint8_t> start) {
    return start.size() >= kSignature.size() && std::ranges::equal(start.first(kSignature.size()), kSignature, {}, {},
                                                                   [](char c) { return static_cast<std::uint8_t>(c); });
}

ReadGroup ReadGroup::open(std::span<const std::uint8_t> image, const std::string& file) {
    void* const bytes = const_cast<std::uint8_t*>(image.data());
    H5FD_file_image_callbacks_t callbacks{share_image, keep_copy,  refuse_resize, keep_bytes,
                                          same_image,  keep_image, bytes};
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    constexpr std::size_t kIncrement = 1 << 16;
    H5Pset_fapl_core(access.id(), kIncrement, false);
    H5Pset_file_image_callbacks(access.id(), &callbacks);
    H5Pset_file_image(access.id(), bytes, image.size());
    // With a relative name HDF5 would ask for the current folder, which a confined process may not do.
    return opened(file, image.size(), Handle(H5Fopen("/image", H5F_ACC_RDONLY, access.id()), H5Fclose));
}

ReadGroup ReadGroup::opened(std::string file, std::uint64_t bytes, Handle handle) {
    if (!handle.valid()) {
        const std::string reason = last_error();
        // HDF5 adds its internal addresses to this reason.
        if (reason.starts_with("truncated file"))
            throw LoadError(file, tr("is incomplete: the end of the file is missing"), kRemedy);
        throw LoadError(file, tr("is a damaged HDF5 file"), kRemedy, reason);
    }
    return {std::move(file), bytes, std::move(handle)};
}

bool ReadGroup::has(const std::string& path) const {
    return H5Lexists(handle_.id(), path.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> ReadGroup::datasets() const {
    std::vector<std::string> found;
    list_datasets(handle_.id(), "", 0, found);
    if (found.size() > kMaxDatasets) throw LoadError(file_, tr("has too many arrays"), kRemedy);
    return found;
}

std::optional<std::string> ReadGroup::text(const std::string& attribute) const {
    if (H5Aexists(handle_.id(), attribute.c_str()) <= 0) return std::nullopt;
    std::vector<std::string> texts = read_texts(attribute);
    if (texts.size() != 1)
        throw LoadError(file_, tr("has {} texts in its attribute {}", texts.size(), attribute), kRemedy);
    return std::move(texts.front());
}

std::optional<std::vector<std::string>> ReadGroup::texts(const std::string& attribute) const {
    if (H5Aexists(handle_.id(), attribute.c_str()) > 0) return read_texts(attribute);
    std::vector<std::string> all;
    int part = 0;
    for (std::string name = attribute + "0"; part < kMaxParts && H5Aexists(handle_.id(), name.c_str()) > 0;
         name = attribute + std::to_string(++part))
        std::ranges::move(read_texts(name), std::back_inserter(all));
    if (part == 0) return std::nullopt;
    return all;
}

std::vector<std::string> ReadGroup::read_texts(const std::string& name) const {
    const auto damaged = [&] {
        return LoadError(file_, tr("has a damaged attribute {}", name), kRemedy, last_error());
    };
    const Handle attribute(H5Aopen(handle_.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle space(H5Aget_space(attribute.id()), H5Sclose);
    const Handle type(H5Aget_type(attribute.id()), H5Tclose);
    if (!attribute.valid() || !space.valid() || !type.valid()) throw damaged();
    const hssize_t count = H5Sget_simple_extent_npoints(space.id());
    if (count == 0) return {};  // NumPy stores an empty list as numbers
    if (H5Tget_class(type.id()) != H5T_STRING)
        throw LoadError(file_, tr("has an attribute {} that is not text", name), kRemedy);
    if (count < 0 || count > kMaxTexts) throw damaged();
    const auto texts = static_cast<std::size_t>(count);

    if (H5Tis_variable_str(type.id()) > 0) {
        VariableTexts variable{type, space, std::vector<char*>(texts)};
        if (H5Aread(attribute.id(), type.id(), variable.texts.data()) < 0) throw damaged();
        std::vector<std::string> found;
        for (const char* text : variable.texts) found.emplace_back(text == nullptr ? "" : text);
        return found;
    }
    const std::size_t length = H5Tget_size(type.id());
    if (length == 0 || length > kMaxTextBytes / texts) throw damaged();
    std::vector<char> buffer(length * texts);
    if (H5Aread(attribute.id(), type.id(), buffer.data()) < 0) throw damaged();
    const bool padded_with_spaces = H5Tget_strpad(type.id()) == H5T_STR_SPACEPAD;
    std::vector<std::string> found;
    for (std::size_t i = 0; i < texts; ++i) {
        std::string_view text(&buffer[i * length], length);
        text = text.substr(0, text.find('\0'));
        if (padded_with_spaces) text = text.substr(0, text.find_last_not_of(' ') + 1);
        found.emplace_back(text);
    }
    return found;
}

Handle ReadGroup::open_object(std::string_view path) const {
    Handle object;
    for (const std::string& part : path_parts(path)) {
        const hid_t parent = object.valid() ? object.id() : handle_.id();
        H5L_info_t link{};
        if (part == "." || H5Lexists(parent, part.c_str(), H5P_DEFAULT) <= 0 ||
            H5Lget_info(parent, part.c_str(), &link, H5P_DEFAULT) < 0)
            throw LoadError(file_, tr("has no {}", path), kRemedy);
        if (link.type != H5L_TYPE_HARD)
            throw LoadError(file_, tr("only links to {}", path), tr("save everything in one file"));
        object = Handle(H5Oopen(parent, part.c_str(), H5P_DEFAULT), H5Oclose);
        if (!object.valid()) throw LoadError(file_, tr("has a damaged {}", path), kRemedy, last_error());
    }
    if (!object.valid()) throw LoadError(file_, tr("refers to an object with an empty name"), kRemedy);
    return object;
}

ReadGroup ReadGroup::group(std::string_view path) const {
    Handle object = open_object(path);
    if (H5Iget_type(object.id()) != H5I_GROUP)
        throw LoadError(file_, tr("has a {} that is not a group", path), kRemedy);
    return {file_, file_bytes_, std::move(object)};
}

void ReadGroup::check_storage(const Handle& dataset, std::uint64_t count, std::string_view path) const {
    const auto refuse = [&](const std::string& fault) {
        throw LoadError(file_, fault, tr("save it as Keras or h5py does by default"));
    };
    const Handle plist(H5Dget_create_plist(dataset.id()), H5Pclose);
    if (!plist.valid()) refuse(tr("stores {} in a damaged way", path));
    const H5D_layout_t layout = H5Pget_layout(plist.id());
    if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED)
        refuse(tr("stores {} in other datasets", path));
    if (layout == H5D_CONTIGUOUS && H5Pget_external_count(plist.id()) != 0)
        refuse(tr("stores {} in other files", path));
    const hsize_t stored_bytes = H5Dget_storage_size(dataset.id());
    if (stored_bytes == 0 || stored_bytes > file_bytes_)
        throw LoadError(file_, tr("lacks values of {}", path), kRemedy);
    if (layout != H5D_CHUNKED) return;

    std::array<hsize_t, kMaxRank> chunk{};
    const int rank = H5Pget_chunk(plist.id(), kMaxRank, chunk.data());
    if (rank < 1 || rank > kMaxRank) refuse(tr("stores {} in damaged chunks", path));
    const std::uint64_t limit = std::max(count, kMaxChunkValues);
    std::uint64_t values = 1;
    for (int i = 0; i < rank; ++i) {
        const hsize_t length = chunk.at(static_cast<std::size_t>(i));
        if (length < 1 || length > limit / values) refuse(tr("stores {} in chunks that are too large", path));
        values *= length;
    }
    const int filters = H5Pget_nfilters(plist.id());
    if (filters < 0 || filters > kMaxFilters) refuse(tr("stores {} with too many filters", path));
    for (unsigned i = 0; i < static_cast<unsigned>(filters); ++i) {
        unsigned flags = 0, settings = 0;
        std::size_t values_count = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(plist.id(), i, &flags, &values_count, nullptr, 0, nullptr, &settings);
        if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE)
            refuse(tr("stores {} with a filter other than gzip", path));
    }
}

std::vector<float> ReadGroup::floats(std::string_view path, const std::vector<std::int64_t>& shape) const {
    const Handle dataset = open_object(path);
    if (H5Iget_type(dataset.id()) != H5I_DATASET)
        throw LoadError(file_, tr("has a {} that is not an array", path), kRemedy);
    const Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const Handle type(H5Dget_type(dataset.id()), H5Tclose);
    std::array<hsize_t, kMaxRank> lengths{};
    const int rank = space.valid() ? H5Sget_simple_extent_ndims(space.id()) : -1;
    if (!type.valid() || rank < 0 || rank > kMaxRank ||
        H5Sget_simple_extent_dims(space.id(), lengths.data(), nullptr) != rank)
        throw LoadError(file_, tr("has a damaged {}", path), kRemedy, last_error());
    const auto stored_shape = std::span(lengths).first(static_cast<std::size_t>(rank));
    if (!std::ranges::equal(stored_shape, shape,
                            [](hsize_t a, std::int64_t b) { return a == static_cast<hsize_t>(b); }))
        throw LoadError(file_,
                        tr("has {} with shape {} where its model needs {}", path, fmt::join(stored_shape, ", "),
                           fmt::join(shape, ", ")),
                        tr("save model and weights together"));
    const std::size_t size = H5Tget_size(type.id());
    if (H5Tget_class(type.id()) != H5T_FLOAT || (size != 2 && size != 4 && size != 8))
        throw LoadError(file_, tr("has values in {} that are not float16, float32 or float64", path),
                        tr("save it with one of these types"));
    std::uint64_t count = 1;
    for (const std::int64_t length : shape) count *= static_cast<std::uint64_t>(length);
    check_storage(dataset, count, path);
    std::vector<float> values(count);
    if (H5Dread(dataset.id(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        throw LoadError(file_, tr("has damaged values in {}", path), kRemedy, last_error());
    return values;
}

}  // namespace convscope::hdf5
