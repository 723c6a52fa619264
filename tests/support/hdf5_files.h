// Reads and changes HDF5 files with the C API, for tests.
#pragma once

#include <hdf5.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace convscope::samples {

/// An open file. All functions throw std::runtime_error if the library reports an error.
class Hdf5 {
  public:
    enum class Storage { contiguous, gzip, checksum, huge_chunks };

    explicit Hdf5(const std::filesystem::path& path) : file_(good(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT))) {}
    ~Hdf5() { close(); }
    Hdf5(const Hdf5&) = delete;
    Hdf5& operator=(const Hdf5&) = delete;
    void close() {
        if (file_ >= 0) H5Fclose(file_);
        file_ = -1;
    }

    /// The value of a variable-length string attribute. Throws for a string of fixed length.
    std::string text(const char* object, const char* name) const {
        const hid_t attribute = good(H5Aopen_by_name(file_, object, name, H5P_DEFAULT, H5P_DEFAULT));
        const hid_t type = good(H5Aget_type(attribute));
        if (H5Tis_variable_str(type) <= 0) throw std::runtime_error("not of variable length");
        char* characters = nullptr;
        good(H5Aread(attribute, type, &characters));
        std::string text = characters;
        H5free_memory(characters);
        H5Tclose(type);
        H5Aclose(attribute);
        return text;
    }

    /// The values of a list of fixed-length strings. Throws for other attributes.
    std::vector<std::string> texts(const char* object, const char* name) const {
        const hid_t attribute = good(H5Aopen_by_name(file_, object, name, H5P_DEFAULT, H5P_DEFAULT));
        const hid_t type = good(H5Aget_type(attribute)), space = good(H5Aget_space(attribute));
        const std::size_t length = H5Tget_size(type);
        const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0) throw std::runtime_error("not fixed");
        std::vector<char> buffer(count * length + 1);
        if (count > 0) good(H5Aread(attribute, type, buffer.data()));
        std::vector<std::string> found;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string whole(&buffer[i * length], length);
            found.push_back(whole.substr(0, whole.find('\0')));
        }
        H5Sclose(space);
        H5Tclose(type);
        H5Aclose(attribute);
        return found;
    }

    std::vector<hsize_t> lengths(const char* dataset) const {
        const hid_t opened = good(H5Dopen2(file_, dataset, H5P_DEFAULT)), space = good(H5Dget_space(opened));
        std::vector<hsize_t> found(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        H5Sget_simple_extent_dims(space, found.data(), nullptr);
        H5Sclose(space);
        H5Dclose(opened);
        return found;
    }

    std::vector<float> floats(const char* dataset) const {
        std::size_t count = 1;
        for (const hsize_t length : lengths(dataset)) count *= length;
        std::vector<float> values(count);
        const hid_t opened = good(H5Dopen2(file_, dataset, H5P_DEFAULT));
        good(H5Dread(opened, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        H5Dclose(opened);
        return values;
    }

    bool is_float32(const char* dataset) const {
        const hid_t opened = good(H5Dopen2(file_, dataset, H5P_DEFAULT)), type = good(H5Dget_type(opened));
        const bool same = H5Tequal(type, H5T_IEEE_F32LE) > 0;
        H5Tclose(type);
        H5Dclose(opened);
        return same;
    }

    void remove(const char* path) const { good(H5Ldelete(file_, path, H5P_DEFAULT)); }
    void remove_attribute(const char* object, const char* name) const {
        if (H5Aexists_by_name(file_, object, name, H5P_DEFAULT) > 0)
            good(H5Adelete_by_name(file_, object, name, H5P_DEFAULT));
    }
    void add_group(const char* path) const {
        H5Gclose(good(H5Gcreate2(file_, path, parents(), H5P_DEFAULT, H5P_DEFAULT)));
    }
    void move(const char* from, const char* to) const { good(H5Lmove(file_, from, file_, to, parents(), H5P_DEFAULT)); }
    void link_soft(const char* target, const char* path) const {
        good(H5Lcreate_soft(target, file_, path, parents(), H5P_DEFAULT));
    }
    void link_external(const std::string& file, const char* target, const char* path) const {
        good(H5Lcreate_external(file.c_str(), target, file_, path, parents(), H5P_DEFAULT));
    }

    void set_fixed_text(const char* object, const char* name, const std::string& text) const {
        const hid_t type = good(H5Tcopy(H5T_C_S1));
        H5Tset_size(type, text.size());
        H5Tset_strpad(type, H5T_STR_NULLPAD);
        set(object, name, type, {}, text.data());
        H5Tclose(type);
    }
    void set_variable_texts(const char* object, const char* name, const std::vector<std::string>& texts) const {
        const hid_t type = good(H5Tcopy(H5T_C_S1));
        H5Tset_size(type, H5T_VARIABLE);
        std::vector<const char*> characters;
        characters.reserve(texts.size());
        for (const std::string& text : texts) characters.push_back(text.c_str());
        set(object, name, type, {texts.size()}, characters.data());
        H5Tclose(type);
    }
    void set_number(const char* object, const char* name, int number) const {
        set(object, name, H5T_NATIVE_INT, {1}, &number);
    }

    static hid_t float16() {
        const hid_t type = good(H5Tcopy(H5T_IEEE_F32LE));
        good(H5Tset_fields(type, 15, 10, 5, 0, 10));
        good(H5Tset_size(type, 2));
        good(H5Tset_ebias(type, 15));
        return type;
    }

    /// Replaces a dataset. If `values` is empty, the new one is created but not written.
    void replace(const char* path, const std::vector<hsize_t>& shape, const std::vector<float>& values, hid_t type,
                 Storage storage = Storage::contiguous) const {
        const hid_t plist = good(H5Pcreate(H5P_DATASET_CREATE));
        std::vector<hsize_t> chunk = shape, most = shape;
        if (storage == Storage::huge_chunks) {
            most.front() = H5S_UNLIMITED;
            chunk.front() = 400'000;
        }
        if (storage != Storage::contiguous) good(H5Pset_chunk(plist, static_cast<int>(chunk.size()), chunk.data()));
        if (storage == Storage::gzip) {
            good(H5Pset_shuffle(plist));
            good(H5Pset_deflate(plist, 6));
        }
        if (storage == Storage::checksum) good(H5Pset_fletcher32(plist));
        const hid_t dataset = create(path, shape, most, type, plist);
        if (!values.empty()) good(H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        H5Dclose(dataset);
    }
    void replace_external(const char* path, const std::vector<hsize_t>& shape, const std::string& raw) const {
        const hid_t plist = good(H5Pcreate(H5P_DATASET_CREATE));
        good(H5Pset_external(plist, raw.c_str(), 0, H5F_UNLIMITED));
        H5Dclose(create(path, shape, shape, H5T_IEEE_F32LE, plist));
    }
    void replace_virtual(const char* path, const std::vector<hsize_t>& shape, const std::string& source) const {
        const hid_t plist = good(H5Pcreate(H5P_DATASET_CREATE));
        const hid_t space = good(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
        good(H5Pset_virtual(plist, space, source.c_str(), path, space));
        H5Sclose(space);
        H5Dclose(create(path, shape, shape, H5T_IEEE_F32LE, plist));
    }

  private:
    template <class Result>
    static Result good(Result result) {
        if (result < 0) throw std::runtime_error("HDF5 reports an error");
        return result;
    }
    static hid_t parents() {
        const hid_t links = good(H5Pcreate(H5P_LINK_CREATE));
        H5Pset_create_intermediate_group(links, 1);
        return links;  // closed with the library
    }
    hid_t create(const char* path, const std::vector<hsize_t>& shape, const std::vector<hsize_t>& most, hid_t type,
                 hid_t plist) const {
        remove(path);
        const hid_t space = good(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), most.data()));
        const hid_t dataset = good(H5Dcreate2(file_, path, type, space, parents(), plist, H5P_DEFAULT));
        H5Sclose(space);
        H5Pclose(plist);
        return dataset;
    }
    void set(const char* object, const char* name, hid_t type, const std::vector<hsize_t>& shape,
             const void* data) const {
        remove_attribute(object, name);
        const hid_t space =
            good(shape.empty() ? H5Screate(H5S_SCALAR)
                               : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
        const hid_t attribute =
            good(H5Acreate_by_name(file_, object, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        good(H5Awrite(attribute, type, data));
        H5Aclose(attribute);
        H5Sclose(space);
    }

    hid_t file_;
};

}  // namespace convscope::samples
