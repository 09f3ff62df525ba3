"""What people touch: command line, Streamlit pages, exports."""
